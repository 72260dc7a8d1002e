package dev.millrace.feed;

/** What a record of a file has for a key. */
public enum RecordKey {
    /** The file's path: all records of a file share a partition, so their order is kept. */
    PATH,
    /** Nothing: records spread over all partitions, faster for one large file, without an order between them. */
    NONE
}
