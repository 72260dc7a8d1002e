package dev.millrace.transforms.audit;

/** What the audit headers of a record say; in the order of their names, which is the order in which they are hashed. */
public enum AuditField {
    ACTION("action"),
    CHAIN_HASH("chain.hash"),
    CHAIN_ID("chain.id"),
    CHAIN_PREV("chain.prev"),
    CHAIN_SEQ("chain.seq"),
    CONFIG_HASH("config.hash"),
    CONNECTOR("connector"),
    CONTRACT_ID("contract.id"),
    CONTRACT_VERSION("contract.version"),
    ID("id"),
    INTEGRATION("integration"),
    MAPPING_ID("mapping.id"),
    MAPPING_VERSION("mapping.version"),
    OBJECT("object"),
    PARENT("parent"),
    PAYLOAD_ALGORITHM("payload.algorithm"),
    PAYLOAD_FORM("payload.form"),
    PAYLOAD_HASH("payload.hash"),
    PAYLOAD_KEY("payload.key"),
    RAW_ALGORITHM("raw.algorithm"),
    RAW_HASH("raw.hash"),
    RAW_SIZE("raw.size"),
    TASK("task"),
    TIME("time"),
    TRACEPARENT("traceparent"),
    WORKER("worker");

    /** How the names of all audit headers begin. */
    public static final String PREFIX = "audit.";

    /** How the names of the headers of a chain begin, which are no part of the event that is hashed. */
    static final String CHAIN_PREFIX = PREFIX + "chain.";

    private final String header;
    private final boolean isOfChain;

    AuditField(String name) {
        this.header = PREFIX + name;
        this.isOfChain = header.startsWith(CHAIN_PREFIX);
    }

    /** The name of its header. */
    public String header() {
        return header;
    }

    boolean isOfChain() {
        return isOfChain;
    }
}
