// tables.rs -- a hash table, shared counts, strings.
use std::collections::HashMap;
use std::rc::Rc;

#[inline(never)]
fn name(i: usize) -> String {
    let mut s = String::with_capacity(8 + i % 30);
    s.push_str("name");
    s
}

#[inline(never)]
fn shared(i: usize) -> Rc<[u8; 48]> {
    Rc::new([i as u8; 48])
}

fn main() {
    let mut table: HashMap<usize, (String, Rc<[u8; 48]>)> = HashMap::with_capacity(500);
    for i in 0..200 {
        table.insert(i, (name(i), shared(i)));
    }
    for i in 0..100 {
        table.remove(&i);
    }
    let kept: Vec<Rc<[u8; 48]>> = (100..150).map(|i| table[&i].1.clone()).collect();
    std::process::exit(kept.is_empty() as i32);
}
