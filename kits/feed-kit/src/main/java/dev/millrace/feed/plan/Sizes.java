package dev.millrace.feed.plan;

import java.util.OptionalInt;

/** How many bytes codings take. */
final class Sizes {

    private Sizes() {}

    /** The bytes of a coding whose length is always the same. */
    static OptionalInt fixed(Coding coding) {
        if (coding instanceof Coding.Text text) {
            return fixed(text.length());
        }
        if (coding instanceof Coding.Bytes bytes) {
            return fixed(bytes.length());
        }
        if (coding instanceof Coding.Digits digits) {
            OptionalInt count = fixed(digits.length());
            return count.isPresent() ? OptionalInt.of((count.getAsInt() + 1) / 2) : count;
        }
        if (coding instanceof Coding.Bitmap bitmap) {
            return bitmap.chained() ? OptionalInt.empty() : OptionalInt.of(block(bitmap));
        }
        if (coding instanceof Coding.Checksum checksum) {
            return fixed(checksum.coding());
        }
        return coding instanceof Coding.Ruled ruled ? fixed(ruled.coding()) : OptionalInt.of(number(coding));
    }

    private static OptionalInt fixed(Length length) {
        return length instanceof Length.Fixed fixed ? OptionalInt.of(fixed.units()) : OptionalInt.empty();
    }

    private static int block(Coding.Bitmap bitmap) {
        return bitmap.bytes() * (bitmap.hexText() ? 2 : 1);
    }

    private static int number(Coding coding) {
        if (coding instanceof Coding.Zoned zoned) {
            boolean separate =
                    zoned.sign() == Coding.Sign.LEADING_SEPARATE || zoned.sign() == Coding.Sign.TRAILING_SEPARATE;
            boolean signed = zoned.sign() != Coding.Sign.NONE;
            return zoned.national() ? 2 * (zoned.digits() + (signed ? 1 : 0)) : zoned.digits() + (separate ? 1 : 0);
        }
        if (coding instanceof Coding.Packed packed) {
            return packed.signNibble() ? packed.digits() / 2 + 1 : (packed.digits() + 1) / 2;
        }
        if (coding instanceof Coding.Binary binary) {
            return binary.bytes();
        }
        if (coding instanceof Coding.Floating floating) {
            return floating.bytes();
        }
        if (coding instanceof Coding.Bits bits) {
            return bits.take();
        }
        return coding instanceof Coding.Edited edited
                ? new Picture(edited.picture(), edited.commaIsPoint()).length()
                : 0;
    }

    /** The most bytes of a coding; {@link Integer#MAX_VALUE} where nothing limits them. */
    static int most(Coding coding) {
        if (coding instanceof Coding.Ruled ruled) {
            return most(ruled.coding());
        }
        return fixed(coding).orElseGet(() -> {
            if (coding instanceof Coding.Text text) {
                return most(text.length(), 1);
            }
            if (coding instanceof Coding.Bytes bytes) {
                return most(bytes.length(), 1);
            }
            if (coding instanceof Coding.Digits digits) {
                return most(digits.length(), 2);
            }
            if (coding instanceof Coding.Bitmap bitmap) {
                return block(bitmap) * Coding.Bitmap.MOST_BLOCKS;
            }
            return Integer.MAX_VALUE;
        });
    }

    private static int most(Length length, int unitsOfByte) {
        int units = length.most();
        if (units == Integer.MAX_VALUE) {
            return units;
        }
        int value = (units + unitsOfByte - 1) / unitsOfByte;
        if (length instanceof Length.Prefixed prefixed) {
            return sum(value, most(prefixed.prefix()));
        }
        return length instanceof Length.Terminated terminated
                ? sum(value, terminated.markHex().length() / 2)
                : value;
    }

    /** The fewest bytes of a coding. */
    static int least(Coding coding) {
        if (coding instanceof Coding.Ruled ruled) {
            return least(ruled.coding());
        }
        if (coding instanceof Coding.Bitmap bitmap) {
            return block(bitmap);
        }
        return fixed(coding).orElse(0);
    }

    static int sum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }

    static int product(int one, int times) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one * times);
    }
}
