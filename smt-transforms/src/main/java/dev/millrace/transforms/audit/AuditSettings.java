package dev.millrace.transforms.audit;

import dev.millrace.kit.OptionGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What the audit headers of a connector's records say.
 *
 * @param told what is the same on all records, and stands on them whatever their own headers say
 * @param rawHashes headers that hold the SHA-256 of the bytes that a record was made of
 * @param rawSizes headers that hold how many those were
 * @param isChained whether each record's evidence is linked to the one before
 * @param memory how many records are remembered, so that one that is transformed again gets the same headers
 */
record AuditSettings(
        String integration,
        AuditAction action,
        HashSettings hash,
        Map<AuditField, String> told,
        List<String> rawHashes,
        List<String> rawSizes,
        boolean tellsCoordinates,
        Trace trace,
        boolean isChained,
        int memory) {

    static final String INTEGRATION = "integration";
    static final String ACTION = "action";
    static final String CONTRACT_ID = "contract.id";
    static final String CONTRACT_VERSION = "contract.version";
    static final String MAPPING_ID = "mapping.id";
    static final String MAPPING_VERSION = "mapping.version";
    static final String CONFIG_HASH = "config.hash";
    static final String RAW_HASHES = "raw.hash.headers";
    static final String RAW_SIZES = "raw.size.headers";
    static final String COORDINATES = "coordinates";
    static final String TRACE = "trace";
    static final String CHAIN = "chain";
    static final String MEMORY = "memory.max.records";

    private static final Map<String, AuditField> TOLD = Map.of(
            CONTRACT_ID, AuditField.CONTRACT_ID,
            CONTRACT_VERSION, AuditField.CONTRACT_VERSION,
            MAPPING_ID, AuditField.MAPPING_ID,
            MAPPING_VERSION, AuditField.MAPPING_VERSION,
            CONFIG_HASH, AuditField.CONFIG_HASH);

    /** What is done about records that no trace comes with. */
    enum Trace {
        /** A traceparent that a record has is told; others have none. */
        PASS,
        /** A record without one gets one, always the same for the same record. */
        DERIVE
    }

    AuditSettings {
        told = Map.copyOf(told);
        rawHashes = List.copyOf(rawHashes);
        rawSizes = List.copyOf(rawSizes);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Audit")
                .required(
                        INTEGRATION,
                        ConfigDef.Type.STRING,
                        "The name of the integration that the records belong to, as your registry of integrations has"
                                + " it. It stands in every record's evidence; give each flow its own.")
                .choice(
                        ACTION,
                        AuditAction.TRANSFORM,
                        "What the evidence says was done with a record. Set receive in a source whose records nothing"
                                + " changed yet, and deliver in a sink.")
                .flag(
                        CHAIN,
                        false,
                        "Whether the evidence of each record carries the hash of the one before, so that a later edit,"
                                + " insertion or reordering shows. Set it where you must prove that, and put this"
                                + " transform last, for what is dropped behind it leaves gaps.")
                .number(
                        MEMORY,
                        10_000,
                        1,
                        10_000_000,
                        "How many records are remembered, about 300 bytes for each, so that one that Kafka Connect"
                                + " transforms again gets the same time and the same link. Raise it in sinks that read"
                                + " more than this again after a rebalance.")
                .flag(
                        COORDINATES,
                        true,
                        "Whether the evidence tells where a record was read: a source's partition and offset, or"
                                + " topic, partition and offset in a sink. Set false where receivers must not see"
                                + " them, such as the names of files.")
                .choice(
                        TRACE,
                        Trace.PASS,
                        "What is done about the traceparent (W3C Trace Context) of a record: pass tells the one that it"
                                + " has, derive also gives one to records that have none. Set derive where receivers"
                                + " join traces.")
                .list(
                        RAW_HASHES,
                        "millrace.sha256,millrace.webhook.body.sha256",
                        "Headers in which a source tells the SHA-256 of the bytes that a record was made of. Set it"
                                + " where another source does so by another name.")
                .list(
                        RAW_SIZES,
                        "millrace.record.length",
                        "Headers in which a source tells how many bytes a record was made of. Set it where another"
                                + " source does so by another name.");
        told(definition, CONTRACT_ID, "The contract that the records were checked against");
        told(definition, CONTRACT_VERSION, "The version of the contract that the records were checked against");
        told(definition, MAPPING_ID, "The mapping that made the records");
        told(definition, MAPPING_VERSION, "The version of the mapping that made the records");
        new OptionGroup(definition, "Versions")
                .text(
                        CONFIG_HASH,
                        null,
                        "A hash or a version of the connector's configuration, as your deployment knows it. Set it"
                                + " where evidence must name the configuration that was in force.");
        HashSettings.define(definition);
    }

    private static void told(ConfigDef definition, String key, String what) {
        new OptionGroup(definition, "Versions")
                .text(
                        key,
                        null,
                        what + "; without it, the record's own header " + key
                                + " is told where it has one. Set it where"
                                + " no transform in front writes that header.");
    }

    static AuditSettings from(AbstractConfig config) {
        Map<AuditField, String> told = new LinkedHashMap<>();
        TOLD.forEach(
                (key, field) -> Optional.ofNullable(config.getString(key)).ifPresent(value -> told.put(field, value)));
        return new AuditSettings(
                config.getString(INTEGRATION),
                OptionGroup.choiceOf(AuditAction.class, config.getString(ACTION)),
                HashSettings.from(config),
                told,
                config.getList(RAW_HASHES),
                config.getList(RAW_SIZES),
                config.getBoolean(COORDINATES),
                OptionGroup.choiceOf(Trace.class, config.getString(TRACE)),
                config.getBoolean(CHAIN),
                config.getInt(MEMORY));
    }

    /** Which of a record's own headers are told, and as what. */
    Map<String, AuditField> headers() {
        Map<String, AuditField> headers = new LinkedHashMap<>();
        TOLD.forEach((name, field) -> {
            if (field != AuditField.CONFIG_HASH && !told.containsKey(field)) {
                headers.put(name, field);
            }
        });
        rawHashes.forEach(name -> headers.put(name, AuditField.RAW_HASH));
        rawSizes.forEach(name -> headers.put(name, AuditField.RAW_SIZE));
        headers.put(TraceParent.HEADER, AuditField.TRACEPARENT);
        return headers;
    }
}
