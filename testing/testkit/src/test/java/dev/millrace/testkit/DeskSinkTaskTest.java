package dev.millrace.testkit;

/** A sink without a defect keeps the contract. */
class DeskSinkTaskTest extends DeskContract {
    DeskSinkTaskTest() {
        super(DeskDefect.NONE);
    }
}
