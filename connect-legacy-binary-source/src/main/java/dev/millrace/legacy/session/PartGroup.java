package dev.millrace.legacy.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Parts that are made of other parts. */
final class PartGroup {

    private static final int BITS = 64;

    private PartGroup() {}

    /** A template inside of another one; nothing where none of its alternatives fits. */
    record Nested(Wire wire) implements WirePart.Made {
        @Override
        public byte[] bytes(Filling filling) {
            return wire.message(filling).orElse(new byte[0]);
        }
    }

    /** Two or more digits that count the bytes of a part, and the part; nothing for an empty one. */
    record Prefixed(int digits, WirePart part) implements WirePart.Made {
        @Override
        public byte[] bytes(Filling filling) {
            byte[] value = part.bytes(filling);
            if (value.length == 0) {
                return value;
            }
            String count = String.valueOf(value.length);
            String length = "0".repeat(Math.max(0, digits - count.length())) + count;
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(length.getBytes(StandardCharsets.US_ASCII));
            both.writeBytes(value);
            return both.toByteArray();
        }
    }

    /**
     * Numbered fields behind a bitmap of those that are there (ISO 8583, 4.2): blocks of 64 bits, the first bit of which tells
     * whether another one follows.
     *
     * @param hex whether the bitmap is written in hexadecimal digits
     */
    record Bitmapped(boolean hex, SortedMap<Integer, WirePart> fields) implements WirePart.Made {

        Bitmapped {
            fields = new TreeMap<>(fields);
        }

        @Override
        public byte[] bytes(Filling filling) {
            ByteArrayOutputStream values = new ByteArrayOutputStream();
            byte[] bitmap = new byte[BITS / 8];
            for (Map.Entry<Integer, WirePart> field : fields.entrySet()) {
                byte[] value = field.getValue().bytes(filling);
                if (value.length > 0) {
                    bitmap = with(bitmap, field.getKey());
                    values.writeBytes(value);
                }
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            String digits = HexFormat.of().withUpperCase().formatHex(bitmap);
            all.writeBytes(hex ? digits.getBytes(StandardCharsets.US_ASCII) : bitmap);
            all.writeBytes(values.toByteArray());
            return all.toByteArray();
        }

        private static byte[] with(byte[] bitmap, int number) {
            byte[] more = bitmap;
            while (number > more.length * 8) {
                int block = more.length - BITS / 8;
                more = Arrays.copyOf(more, more.length + BITS / 8);
                more[block] |= (byte) 0x80;
            }
            more[(number - 1) / 8] |= (byte) (0x80 >>> (number - 1) % 8);
            return more;
        }
    }
}
