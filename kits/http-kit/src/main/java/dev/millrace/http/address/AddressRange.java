package dev.millrace.http.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * IP addresses with a common beginning (CIDR, RFC 4632 section 3.1), such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; one
 * address alone without a slash. Immutable.
 */
public final class AddressRange {

    /** Only what can be an address is resolved, so that no name is ever asked for. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(%s\\.){3}%s".formatted(BYTE, BYTE));

    private final byte[] prefix;
    private final int bits;

    private AddressRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException when it is none, with a sentence that says why
     */
    public static AddressRange parse(String text) {
        String[] parts = text.trim().split("/", 2);
        InetAddress address = literal(parts[0]);
        int length = address.getAddress().length * Byte.SIZE;
        int bits = length;
        if (parts.length == 2) {
            if (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > length) {
                throw new IllegalArgumentException(
                        text + " has no number of bits from 0 to " + length + " behind its slash");
            }
            bits = Integer.parseInt(parts[1]);
        }
        return new AddressRange(address.getAddress(), bits);
    }

    /** Reads an address that is written as such; names are not resolved. */
    public static InetAddress literal(String text) {
        if (!LITERAL.matcher(text).matches()
                || (text.indexOf(':') < 0 && !IPV4.matcher(text).matches())) {
            throw new IllegalArgumentException(text + " is no IP address");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException(text + " is no IP address", none);
        }
    }

    /** Whether one of these ranges holds an address. */
    public static boolean anyHolds(List<AddressRange> ranges, InetAddress address) {
        byte[] bytes = address.getAddress();
        for (AddressRange range : ranges) {
            if (range.holds(bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an address is one of these. */
    public boolean holds(InetAddress address) {
        return holds(address.getAddress());
    }

    private boolean holds(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int at = 0; at < whole; at++) {
            if (address[at] != prefix[at]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
    }
}
