package dev.millrace.ops.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A checkpoint with its signature, as a line of a file or the value of a record.
 *
 * @param statement the text that is signed, see {@link Checkpoint#statement}
 * @param signature by Ed25519 (RFC 8032)
 */
@SuppressWarnings("ArrayRecordComponent") // written and read, never compared
record SignedCheckpoint(String statement, byte[] signature) {

    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings({"NullAway", "ConstantConditions"}) // JSON may lack either
    SignedCheckpoint {
        if (statement == null || signature == null) {
            throw new IllegalArgumentException("statement or signature is missing");
        }
        signature = signature.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a checkpoint that is no JSON", impossible);
        }
    }

    /** @throws IllegalArgumentException when it is none */
    static SignedCheckpoint parse(String line) {
        try {
            return JSON.readValue(line, SignedCheckpoint.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("no signed checkpoint", wrong);
        }
    }
}
