package dev.millrace.partner.tcp;

import java.nio.charset.StandardCharsets;

/** The framing of ANSI/SIA DC-09: line feed, CRC-16 in four hex digits, 0 and length in three, the body, return. */
final class Dc09Frame {

    private static final int POLYNOMIAL = 0xA001; // x^16 + x^15 + x^2 + 1, low bit first (DC-09, annex on the CRC)

    private Dc09Frame() {}

    static byte[] bytes(String body) {
        return bytes(header(body), body);
    }

    static byte[] bytes(String header, String body) {
        return ("\n" + header + body + "\r").getBytes(StandardCharsets.ISO_8859_1);
    }

    static String header(String body) {
        return String.format("%04X%04X", checksum(body), body.length());
    }

    static int checksum(String body) {
        int crc = 0;
        for (byte next : body.getBytes(StandardCharsets.ISO_8859_1)) {
            crc ^= next & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
        }
        return crc;
    }
}
