package dev.millrace.feed;

/** What happens when a file is to be moved or renamed and its new name is taken. */
enum NameConflict {
    /** It gets a number behind its name: {@code orders.csv.2}. */
    NUMBER,
    /** It stays where it is, and is told. */
    FAIL,
    /** The file that has the name is deleted. */
    OVERWRITE
}
