package dev.millrace.feed;

/** What becomes of a file once Kafka has all of it. */
public enum AfterRead {
    /** It is moved to where the archive's path template says. */
    MOVE,
    /** It is deleted. */
    DELETE,
    /** It stays in its folder under another name, which the feed does not read. */
    RENAME,
    /** It stays, and an empty file beside it says that it was read. */
    TOUCH,
    /** It stays; its stored offset tells that it is done. */
    KEEP
}
