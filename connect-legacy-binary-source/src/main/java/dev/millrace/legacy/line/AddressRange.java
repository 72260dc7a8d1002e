package dev.millrace.legacy.line;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses that begin with the same bits (RFC 4632, RFC 4291 2.3), such as {@code 10.0.0.0/8}; one address alone, too. */
final class AddressRange {

    private final byte[] base;
    private final int bits;

    private AddressRange(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException when it is none
     */
    static AddressRange parse(String text) {
        String[] parts = text.trim().split("/", -1);
        // Names are not looked up: who they stand for may change.
        if (parts.length > 2 || !parts[0].matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("holds '" + text + "', which is no range such as 10.0.0.0/8");
        }
        try {
            byte[] base = InetAddress.getByName(parts[0]).getAddress();
            int bits = parts.length == 1 ? base.length * 8 : Integer.parseInt(parts[1]);
            if (bits < 0
                    || bits > base.length * 8
                    || (base.length == 4
                            && parts[0].chars().filter(c -> c == '.').count() != 3)) {
                throw new IllegalArgumentException("holds '" + text + "', whose length is wrong");
            }
            return new AddressRange(base, bits);
        } catch (UnknownHostException | NumberFormatException wrong) {
            throw new IllegalArgumentException("holds '" + text + "', which is no range such as 10.0.0.0/8", wrong);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != base.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(bytes, 0, whole, base, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        int mask = 0xff00 >> rest & 0xff;
        return rest == 0 || (bytes[whole] & mask) == (base[whole] & mask);
    }
}
