package dev.millrace.transforms.contract;

import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.contract.ContractChecker;
import dev.millrace.kit.contract.Violation;
import dev.millrace.transforms.rewrite.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/** The headers that tell which contract a record was held to, and what was found; no value of the record is in them. */
public final class ContractHeaders {

    public static final String ID = "contract.id";
    public static final String VERSION = "contract.version";
    /** A list of {@code {"path":...,"keyword":...}}. */
    public static final String ERRORS = "contract.errors";
    /** Where it was found, such as {@code source.value}. */
    public static final String STAGE = "contract.stage";

    private ContractHeaders() {}

    /** The record, with the contract told. */
    static <R extends ConnectRecord<R>> R kept(R record, ContractChecker contract) {
        R told = copy(record);
        identity(told.headers(), contract);
        return told;
    }

    /** The record, with what was found told. */
    static <R extends ConnectRecord<R>> R broken(
            R record, Side side, ContractChecker contract, List<Violation> violations) {
        R told = copy(record);
        found(told, side, contract, violations);
        return told;
    }

    /** Tells what was found in the headers of a record that is ours to change. */
    static void found(ConnectRecord<?> record, Side side, ContractChecker contract, List<Violation> violations) {
        Headers headers = record.headers();
        identity(headers, contract);
        headers.remove(ERRORS).addString(ERRORS, text(violations));
        String end = record instanceof SinkRecord ? "sink." : "source.";
        headers.remove(STAGE).addString(STAGE, end + side.name().toLowerCase(Locale.ROOT));
    }

    /** What was found, as JSON. */
    static String text(List<Violation> violations) {
        List<Map<String, String>> errors = violations.stream()
                .map(violation -> {
                    Map<String, String> error = new LinkedHashMap<>();
                    error.put("path", violation.path());
                    error.put("keyword", violation.keyword());
                    return error;
                })
                .toList();
        return ConnectJson.text(null, errors);
    }

    private static void identity(Headers headers, ContractChecker contract) {
        headers.remove(ID).addString(ID, contract.id());
        headers.remove(VERSION).addString(VERSION, contract.version());
    }

    private static <R extends ConnectRecord<R>> R copy(R record) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers().duplicate());
    }
}
