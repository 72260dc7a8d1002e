package dev.millrace.ops.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a topic held at a time.
 *
 * @param version of this form
 * @param time when, in ISO 8601
 * @param key the SHA-256 of the public key that the signature fits, in hexadecimal digits
 * @param previous the SHA-256 of the statement before it, in hexadecimal digits; empty for the first
 * @param ranges each partition, from the former checkpoint's end to this one's
 */
record Checkpoint(int version, String topic, String time, String key, String previous, List<Range> ranges) {

    static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The records of a stretch of one partition.
     *
     * @param from the first offset
     * @param to the offset behind the last
     * @param records how many there are
     * @param root of the tree over them ({@link MerkleTree}, {@link RecordLeaf}), in hexadecimal digits
     */
    record Range(int partition, long from, long to, long records, String root) {
        Range {
            if (partition < 0 || from < 0 || to < from || records < 0 || records > to - from) {
                throw new IllegalArgumentException("no range: " + partition + " from " + from + " to " + to);
            }
        }
    }

    Checkpoint {
        if (version != VERSION) {
            throw new IllegalArgumentException("version " + version + " is unknown");
        }
        ranges = List.copyOf(ranges);
    }

    /** What is signed: these very bytes, in UTF-8. */
    String statement() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a checkpoint that is no JSON", impossible);
        }
    }

    /** @throws IllegalArgumentException when it is none */
    static Checkpoint parse(String statement) {
        try {
            return JSON.readValue(statement, Checkpoint.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("no checkpoint", wrong);
        }
    }

    static String hash(String statement) {
        return sha256(statement.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
