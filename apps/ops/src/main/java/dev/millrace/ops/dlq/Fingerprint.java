package dev.millrace.ops.dlq;

import dev.millrace.kit.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What messages of one kind have in common, whatever numbers, ids and values stand in them. */
final class Fingerprint {

    private static final int LOOKED_AT = 1_000;
    private static final int SHOWN = 8;
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");
    private static final Pattern VARYING = Pattern.compile("[0-9a-fA-F-]{8,}|\\d+");

    private Fingerprint() {}

    /** Eight hexadecimal digits; the same for messages that differ in quoted texts, numbers and ids only. */
    static String of(String message) {
        String text = message.length() > LOOKED_AT ? message.substring(0, LOOKED_AT) : message;
        String common = VARYING.matcher(QUOTED.matcher(text).replaceAll("''")).replaceAll("#");
        return Sha256.hex(common.getBytes(StandardCharsets.UTF_8)).substring(0, SHOWN);
    }
}
