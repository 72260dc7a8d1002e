package dev.millrace.database.change;

/** A row of a change table or outbox, as it was read. */
interface NumberedRow {

    /** Which of the table's rows it is; a later one has a greater number. */
    long number();

    /** About how many bytes of memory it takes. */
    int weight();
}
