package dev.millrace.partner.tcp;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of FIX 4.4.
 *
 * @param text all fields as tag=value, each followed by a bar in place of SOH, from 8 to 10
 */
public record FixMessage(String text) {

    private static final char SOH = '\u0001';

    /** Builds a message around the fields between BodyLength and CheckSum. */
    static FixMessage around(List<String> fields) {
        String body = String.join("|", fields) + "|";
        String whole = "8=FIX.4.4|9=" + body.length() + "|" + body;
        return new FixMessage(whole + "10=" + checksum(whole) + "|");
    }

    /** Reads up to the end of a CheckSum field. */
    static FixMessage read(DataInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        int field = 0;
        while (true) {
            int next = in.readUnsignedByte();
            text.append(next == SOH ? '|' : (char) next);
            if (next == SOH) {
                if (text.substring(field).startsWith("10=")) {
                    return new FixMessage(text.toString());
                }
                field = text.length();
            }
        }
    }

    static String checksum(String whole) {
        int sum = 0;
        for (byte next : whole.replace('|', SOH).getBytes(StandardCharsets.ISO_8859_1)) {
            sum += next & 0xFF;
        }
        return String.format("%03d", sum % 256);
    }

    byte[] bytes() {
        return text.replace('|', SOH).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The first field of that tag; empty when it is not there. */
    public String field(int tag) {
        for (String field : text.split("\\|", -1)) {
            if (field.startsWith(tag + "=")) {
                return field.substring(field.indexOf('=') + 1);
            }
        }
        return "";
    }

    public String type() {
        return field(35);
    }

    /** The number of the message; 0 when it has none. */
    public long number() {
        String number = field(34);
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }

    public boolean possiblyDuplicate() {
        return field(43).equals("Y");
    }

    /** What is wrong with the form of this message (FIX 4.4, volume 2, standard header and trailer). */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        int length = text.indexOf("|9=");
        int body = text.indexOf('|', length + 1) + 1;
        int trailer = text.lastIndexOf("|10=") + 1;
        if (!text.startsWith("8=FIX.4.4|9=") || !text.startsWith("35=", body)) {
            problems.add("a message begins with 8, 9 and 35");
        } else if (!field(9).equals(Integer.toString(trailer - body))) {
            problems.add("9 is " + field(9) + " and the body has " + (trailer - body) + " bytes");
        }
        String checksum = checksum(text.substring(0, trailer));
        if (!field(10).equals(checksum)) {
            problems.add("10 is " + field(10) + " and should be " + checksum);
        }
        if (!field(52).matches("\\d{8}-\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?")) {
            problems.add("52 is no time: " + field(52));
        }
        return problems;
    }
}
