package dev.millrace.testkit;

/** A source without a defect keeps the contract. */
class ShelfSourceTaskTest extends ShelfContract {
    ShelfSourceTaskTest() {
        super(ShelfDefect.NONE);
    }
}
