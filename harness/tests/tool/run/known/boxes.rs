// boxes.rs -- boxes and vectors whose room is known; some are leaked.
struct Node {
    value: u64,
    next: Option<Box<Node>>,
}

#[inline(never)]
fn push(list: Option<Box<Node>>, value: u64) -> Option<Box<Node>> {
    Some(Box::new(Node { value, next: list }))
}

#[inline(never)]
fn squares(n: usize) -> Vec<u64> {
    let mut v = Vec::with_capacity(n);
    for i in 0..n {
        v.push((i * i) as u64);
    }
    v
}

fn main() {
    let mut list = None;
    for i in 0..300 {
        list = push(list, i);
    }
    let mut sum = 0;
    for i in 1..50 {
        sum += squares(i).iter().sum::<u64>();
        if i % 10 == 0 {
            std::mem::forget(squares(2 * i));
        }
    }
    let mut at = &list;
    while let Some(node) = at {
        sum += node.value;
        at = &node.next;
    }
    std::process::exit((sum == 0) as i32);
}
