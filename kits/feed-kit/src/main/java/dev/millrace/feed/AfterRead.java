package dev.millrace.feed;

/** What becomes of a file once Kafka has all of it. */
public enum AfterRead {
    /** It is moved into the archive folder, beside one of the same name, never over it. */
    MOVE,
    /** It is deleted. */
    DELETE,
    /** It stays; its stored offset tells that it is done. */
    KEEP
}
