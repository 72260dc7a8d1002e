package dev.millrace.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A signed request of which only the id differs, so that signing costs the client nothing. Immutable. */
final class WebhookBody {

    static final String PATH = "/hooks/benchmark";
    static final String SECRET = "benchmark-secret";
    static final String SIGNATURE = "X-Signature";
    static final String ID = "X-Event-Id";

    private static final int LENGTH = 1024;
    private static final int DIGITS = 16;

    private final byte[] body;
    private final byte[] request;
    private final int idAt;

    /** A request to a port of the loopback address, its body signed once. */
    WebhookBody(int port) {
        this.body = body();
        String beforeId = "POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUser-Agent: millrace-benchmark\r\nContent-Type: application/json\r\nContent-Length: " + LENGTH
                + "\r\n" + SIGNATURE + ": " + sign(body) + "\r\n" + ID + ": ";
        this.idAt = beforeId.length();
        String head = beforeId + "0".repeat(DIGITS) + "\r\n\r\n";
        this.request = (head + new String(body, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
    }

    /** What is signed. */
    byte[] bytes() {
        return body.clone();
    }

    /** A copy of the whole request, for {@link #number}. */
    byte[] request() {
        return request.clone();
    }

    /** Writes an id into a copy. */
    void number(byte[] copy, long id) {
        long rest = id;
        for (int at = idAt + DIGITS - 1; at >= idAt; at--) {
            copy[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static byte[] body() {
        StringBuilder text = new StringBuilder("{\"type\":\"order.paid\",\"order\":{\"number\":1,\"lines\":[");
        for (int line = 1; text.length() < LENGTH - 100; line++) {
            text.append(line == 1 ? "" : ",")
                    .append("{\"sku\":\"M-")
                    .append(1000 + line)
                    .append("\",\"quantity\":2}");
        }
        text.append("]},\"note\":\"");
        return text.append("x".repeat(LENGTH - text.length() - 2))
                .append("\"}")
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
