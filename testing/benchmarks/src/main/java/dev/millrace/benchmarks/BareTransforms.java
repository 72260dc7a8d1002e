package dev.millrace.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;

/** The heart of what transforms do, in a few lines of Java for this one record: no settings, no policies. For one thread. */
final class BareTransforms {

    private static final int TAG_BITS = 128;
    private static final int NONCE = 12;

    private final Pattern zip = Pattern.compile("[0-9]{5}");
    private final Pattern email = Pattern.compile("[^@ ]+@[^@ ]+");
    private final Pattern ssn = Pattern.compile("[0-9]{3}-[0-9]{2}-[0-9]{4}");
    private final SecretKeySpec secret;
    private final Mac mac;
    private final Cipher cipher;
    private final MessageDigest digest;
    private final SecureRandom random = new SecureRandom();

    BareTransforms(byte[] key) {
        try {
            secret = new SecretKeySpec(key, "AES");
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
            digest = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /** Two texts to keyed hashes. */
    Object hmac(SourceRecord record) {
        Struct value = (Struct) record.value();
        return hashed(value.getString("email")) + hashed(value.getString("ssn"));
    }

    private String hashed(String text) {
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Two texts to ciphertexts. */
    Object encrypt(SourceRecord record) {
        Struct value = (Struct) record.value();
        return encrypted(value.getString("email")) + encrypted(value.getString("ssn"));
    }

    private String encrypted(String text) {
        try {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(nonce);
            return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /** The condition of the predicate. */
    Object matches(SourceRecord record) {
        Struct value = (Struct) record.value();
        return value.getInt32("i1") > 5
                && value.getString("email").endsWith(".org")
                && value.getStruct("addr").getString("cc").equals("DE");
    }

    /** What the contract says. */
    Object valid(SourceRecord record) {
        Struct value = (Struct) record.value();
        boolean valid = true;
        for (Field field : value.schema().fields()) {
            Object one = value.get(field);
            valid &= one != null;
            if (one instanceof String text) {
                valid &= text.length() <= 100;
            } else if (one instanceof Number number) {
                valid &= number.doubleValue() > -1e19;
            }
        }
        return valid
                && email.matcher(value.getString("email")).find()
                && ssn.matcher(value.getString("ssn")).find()
                && zip.matcher(value.getStruct("addr").getString("zip")).find();
    }

    /** A text of the record, hashed, and five headers. */
    Object audit(SourceRecord record) {
        byte[] hash = digest.digest(record.value().toString().getBytes(StandardCharsets.UTF_8));
        Headers headers = record.headers().duplicate();
        headers.addString("audit.integration", "orders");
        headers.addString("audit.action", "RECEIVE");
        headers.addString("audit.time", String.valueOf(System.currentTimeMillis()));
        headers.addString("audit.object", record.topic());
        headers.addString("audit.payload.hash", HexFormat.of().formatHex(hash));
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                headers);
    }
}
