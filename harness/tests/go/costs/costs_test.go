package costs

import "testing"

func run(b *testing.B, f func()) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		f()
	}
}

var number, large = 7, 1000

func BenchmarkConstInt(b *testing.B)        { run(b, func() { constInt() }) }
func BenchmarkConstText(b *testing.B)       { run(b, func() { constText() }) }
func BenchmarkConstTyped(b *testing.B)      { run(b, func() { constTyped() }) }
func BenchmarkConstNamed(b *testing.B)      { run(b, func() { constNamed() }) }
func BenchmarkConstComplex(b *testing.B)    { run(b, func() { constComplex() }) }
func BenchmarkIntSmall(b *testing.B)        { run(b, func() { intSmall(number) }) }
func BenchmarkIntLarge(b *testing.B)        { run(b, func() { intLarge(large) }) }
func BenchmarkBoolean(b *testing.B)         { run(b, func() { boolean(true) }) }
func BenchmarkPointer(b *testing.B)         { run(b, func() { pointer(&zero) }) }
func BenchmarkMapped(b *testing.B)          { run(b, func() { mapped(map0) }) }
func BenchmarkTextValue(b *testing.B)       { run(b, func() { textValue(forty) }) }
func BenchmarkTextEmpty(b *testing.B)       { run(b, func() { textEmpty("") }) }
func BenchmarkSlice(b *testing.B)           { run(b, func() { slice([]int{1, 2}[:number-5]) }) }
func BenchmarkSumInts(b *testing.B)         { run(b, func() { sumInts(large, large) }) }
func BenchmarkLengthOf(b *testing.B)        { run(b, func() { lengthOf([]int{1, 2}[:number-5]) }) }
func BenchmarkConverted(b *testing.B)       { run(b, func() { converted(int32(large)) }) }
func BenchmarkStructVars(b *testing.B)      { run(b, func() { structVars(hundred) }) }
func BenchmarkStructConst(b *testing.B)     { run(b, func() { structConst() }) }
func BenchmarkStructOne(b *testing.B)       { run(b, func() { structOne(&zero) }) }
func BenchmarkStructEmpty(b *testing.B)     { run(b, func() { structEmpty() }) }
func BenchmarkField(b *testing.B)           { run(b, func() { field(&point{1000, 0, 0}) }) }
func BenchmarkReturned(b *testing.B)        { run(b, func() { returned(hundred) }) }
func BenchmarkNewInt(b *testing.B)          { run(b, func() { newInt() }) }
func BenchmarkLiteral(b *testing.B)         { run(b, func() { literal(hundred) }) }
func BenchmarkLiteralEmpty(b *testing.B)    { run(b, func() { literalEmpty() }) }
func BenchmarkBareEmpty(b *testing.B)       { run(b, func() { bareEmpty() }) }
func BenchmarkSliceOfAddress(b *testing.B)  { run(b, func() { sliceOfAddress() }) }
func BenchmarkLoopVariable(b *testing.B)    { run(b, func() { loopVariable() }) }
func BenchmarkTenInLoop(b *testing.B)       { run(b, func() { tenInLoop() }) }
func BenchmarkRare(b *testing.B)            { run(b, func() { rare(number) }) }
func BenchmarkCaptures(b *testing.B)        { run(b, func() { captures(hundred) }) }
func BenchmarkCapturesNothing(b *testing.B) { run(b, func() { capturesNothing() }) }
func BenchmarkMethodValue(b *testing.B)     { run(b, func() { methodValue(&point{}) }) }
func BenchmarkMethodOfValue(b *testing.B)   { run(b, func() { methodOfValue(point{1, 2, 3}) }) }
func BenchmarkStarted(b *testing.B)         { run(b, func() { started(make(chan int)) }) }
func BenchmarkDeferred(b *testing.B)        { run(b, func() { deferred() }) }
func BenchmarkDeferredInLoop(b *testing.B)  { run(b, func() { deferredInLoop() }) }
func BenchmarkMakeRuntime(b *testing.B)     { run(b, func() { makeRuntime(hundred) }) }
func BenchmarkMakeKept(b *testing.B)        { run(b, func() { makeKept(hundred) }) }
func BenchmarkMakeNothing(b *testing.B)     { run(b, func() { makeNothing() }) }
func BenchmarkMakeSmall(b *testing.B)       { run(b, func() { makeSmall() }) }
func BenchmarkMakeLarge(b *testing.B)       { run(b, func() { makeLarge() }) }
func BenchmarkVariable100K(b *testing.B)    { run(b, func() { variable100K() }) }
func BenchmarkVariable200K(b *testing.B)    { run(b, func() { variable200K() }) }
func BenchmarkSliceLiteral(b *testing.B)    { run(b, func() { sliceLiteral() }) }
func BenchmarkSliceOfNothing(b *testing.B)  { run(b, func() { sliceOfNothing() }) }
func BenchmarkMapLiteral(b *testing.B)      { run(b, func() { mapLiteral() }) }
func BenchmarkMapGrows(b *testing.B)        { run(b, func() { mapGrows(hundred) }) }
func BenchmarkAppends(b *testing.B)         { run(b, func() { appends(hundred) }) }
func BenchmarkChannel(b *testing.B)         { run(b, func() { channel() }) }
func BenchmarkConcat(b *testing.B)          { run(b, func() { concat(forty, forty) }) }
func BenchmarkConcatKept(b *testing.B)      { run(b, func() { concatKept(forty) }) }
func BenchmarkToBytes(b *testing.B)         { run(b, func() { toBytes(forty) }) }
func BenchmarkToBytesConst(b *testing.B)    { run(b, func() { toBytesConst() }) }
func BenchmarkToBytesNamed(b *testing.B)    { run(b, func() { toBytesNamed(forty) }) }
func BenchmarkToBytesStays(b *testing.B)    { run(b, func() { toBytesStays(forty) }) }
func BenchmarkToRunes(b *testing.B)         { run(b, func() { toRunes(forty) }) }
func BenchmarkToText(b *testing.B)          { run(b, func() { toText(buffer[:]) }) }
func BenchmarkToTextStays(b *testing.B)     { run(b, func() { toTextStays(buffer[:]) }) }
func BenchmarkItoa(b *testing.B)            { run(b, func() { itoa(hundred) }) }
func BenchmarkBuild(b *testing.B)           { run(b, func() { build(hundred) }) }
func BenchmarkSprint(b *testing.B)          { run(b, func() { sprint(hundred) }) }
func BenchmarkErrorf(b *testing.B)          { run(b, func() { errorf(errX) }) }
func BenchmarkNewError(b *testing.B)        { run(b, func() { newError() }) }
func BenchmarkPanics(b *testing.B)          { run(b, func() { panics(number) }) }
func BenchmarkBoxes(b *testing.B)           { run(b, func() { boxes(hundred) }) }
func BenchmarkBox(b *testing.B)             { run(b, func() { box(large) }) }
func BenchmarkCalls(b *testing.B)           { run(b, func() { calls(&point{}) }) }

func BenchmarkBoxFloat(b *testing.B)           { run(b, func() { boxFloat(1.5 * float64(large)) }) }
func BenchmarkBoxRune(b *testing.B)            { run(b, func() { boxRune(rune(large)) }) }
func BenchmarkBoxByte(b *testing.B)            { run(b, func() { boxByte(byte(number)) }) }
func BenchmarkBoxPair(b *testing.B)            { run(b, func() { boxPair(pair{large, 2, "x"}) }) }
func BenchmarkBoxArray(b *testing.B)           { run(b, func() { boxArray([4]int{large, 2, 3, 4}) }) }
func BenchmarkBoxNil(b *testing.B)             { run(b, func() { boxNil() }) }
func BenchmarkBoxError(b *testing.B)           { run(b, func() { boxError(1) }) }
func BenchmarkBoxTrue(b *testing.B)            { run(b, func() { boxTrue() }) }
func BenchmarkBoxFunc(b *testing.B)            { run(b, func() { boxFunc() }) }
func BenchmarkBoxNegative(b *testing.B)        { run(b, func() { boxNegative(large) }) }
func BenchmarkNewPair(b *testing.B)            { run(b, func() { newPair() }) }
func BenchmarkNewArray(b *testing.B)           { run(b, func() { newArray() }) }
func BenchmarkNewOfPointer(b *testing.B)       { run(b, func() { newOfPointer() }) }
func BenchmarkAddressOfPair(b *testing.B)      { run(b, func() { addressOfPair(large) }) }
func BenchmarkPairOfConstants(b *testing.B)    { run(b, func() { pairOfConstants() }) }
func BenchmarkMapOfPointers(b *testing.B)      { run(b, func() { mapOfPointers(forty) }) }
func BenchmarkMakeMap(b *testing.B)            { run(b, func() { makeMap() }) }
func BenchmarkMakeMapWithRoom(b *testing.B)    { run(b, func() { makeMapWithRoom() }) }
func BenchmarkMakeTexts(b *testing.B)          { run(b, func() { makeTexts(hundred) }) }
func BenchmarkMakeTextsWithRoom(b *testing.B)  { run(b, func() { makeTextsWithRoom(hundred) }) }
func BenchmarkPairsLiteral(b *testing.B)       { run(b, func() { pairsLiteral(large) }) }
func BenchmarkTextsLiteral(b *testing.B)       { run(b, func() { textsLiteral(forty) }) }
func BenchmarkAppendOne(b *testing.B)          { run(b, func() { appendOne(forty) }) }
func BenchmarkClosureOfTwo(b *testing.B)       { run(b, func() { closureOfTwo(large, large) }) }
func BenchmarkClosureByReference(b *testing.B) { run(b, func() { closureByReference(large) }) }
func BenchmarkMethodOfLiteral(b *testing.B)    { run(b, func() { methodOfLiteral() }) }
func BenchmarkConcatThree(b *testing.B)        { run(b, func() { concatThree(forty, forty) }) }
func BenchmarkRuneText(b *testing.B)           { run(b, func() { runeText(rune(large)) }) }
func BenchmarkQuoted(b *testing.B)             { run(b, func() { quoted(forty) }) }
func BenchmarkRepeated(b *testing.B)           { run(b, func() { repeated(forty) }) }
func BenchmarkJoined(b *testing.B)             { run(b, func() { joined(forty, forty) }) }
func BenchmarkWrapped(b *testing.B)            { run(b, func() { wrapped(errX) }) }
func BenchmarkFormatted(b *testing.B)          { run(b, func() { formatted(forty, forty) }) }
