package dev.millrace.database.reading;

/** Hears what became of a record: once, on any thread, and without waiting. */
@FunctionalInterface
public interface Settlement {

    /** For records of which nobody needs to hear. */
    Settlement NONE = confirmed -> {};

    /**
     * The record's way is over.
     *
     * @param confirmed Kafka has it; otherwise it was dropped on its way by a transform
     */
    void settled(boolean confirmed);
}
