package dev.millrace.feed.plan;

import java.nio.charset.Charset;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Makes the decoders of codings that say themselves how long they are. */
final class Decoders {

    private Decoders() {}

    /** Whether a coding is read by a decoder, though it may take the same bytes in each record. */
    static boolean moves(Coding coding) {
        if (coding instanceof Coding.Ruled ruled) {
            return moves(ruled.coding());
        }
        return coding instanceof Coding.Bits
                || coding instanceof Coding.Bitmap
                || coding instanceof Coding.Checksum
                || Sizes.fixed(coding).isEmpty();
    }

    /** The fillings that mean null, without those that are values of a coding. */
    static Set<Filling> fillings(Coding coding, Set<Filling> fillings) {
        if (coding instanceof Coding.Ruled ruled) {
            return ruled.rules().verbatim() ? Set.of() : fillings(ruled.coding(), fillings);
        }
        if (coding instanceof Coding.Digits) {
            return Set.of();
        }
        if (coding instanceof Coding.Packed packed && !packed.signNibble()) {
            Set<Filling> others = EnumSet.noneOf(Filling.class);
            others.addAll(fillings);
            others.remove(Filling.LOW_VALUES);
            return others;
        }
        return fillings;
    }

    /** The charset of the blanks that may fill a field. */
    static Charset charset(Coding coding, Charset standard) {
        return coding instanceof Coding.Ruled ruled
                ? ruled.rules().charset().map(Charsets::named).orElse(standard)
                : standard;
    }

    /**
     * The decoder of a field.
     *
     * @throws IllegalArgumentException when there is none; its message says why
     */
    static Decoder of(Coding coding, String name, Readers readers, Names names) {
        if (coding instanceof Coding.Ruled ruled) {
            Readers own = readers.under(ruled.rules());
            return ruled(of(ruled.coding(), name, own, names), new Ruling(ruled.coding(), ruled.rules()));
        }
        if (coding instanceof Coding.Checksum checksum) {
            return new ChecksumDecoder(checksum, of(checksum.coding(), name, readers, names));
        }
        if (coding instanceof Coding.Bits bits) {
            return new BitsDecoder(bits);
        }
        if (coding instanceof Coding.Bitmap bitmap) {
            return new BitmapDecoder(bitmap);
        }
        if (coding instanceof Coding.Digits digits) {
            DigitsReader reader = new DigitsReader(digits);
            Measure measure = Measure.compile(digits.length(), names, 2);
            return new MeasuredDecoder(
                    reader.schema(), measure, 2, (cursor, at, units) -> reader.digits(cursor.bytes, at, units));
        }
        Reader reader = readers.of(coding, name);
        return new MeasuredDecoder(reader.schema(), Measure.compile(length(coding), names), 1, reader::read);
    }

    private static Length length(Coding coding) {
        if (coding instanceof Coding.Text text) {
            return text.length();
        }
        if (coding instanceof Coding.Bytes bytes) {
            return bytes.length();
        }
        return new Length.Fixed(Sizes.fixed(coding).orElse(0));
    }

    private static Decoder ruled(Decoder decoder, Ruling ruling) {
        return new Decoder() {
            @Override
            public Schema schema() {
                return ruling.schema(decoder.schema());
            }

            @Override
            public @Nullable Object decode(Cursor cursor) throws CorruptField {
                return ruling.of(decoder.decode(cursor));
            }
        };
    }

    /** The reader of a field of fixed length with rules. */
    static Reader ruled(Reader reader, Ruling ruling) {
        return new Reader() {
            @Override
            public Schema schema() {
                return ruling.schema(reader.schema());
            }

            @Override
            public boolean takesBlanks() {
                return reader.takesBlanks();
            }

            @Override
            public @Nullable Object read(Cursor cursor, int at, int length) {
                return ruling.of(reader.read(cursor, at, length));
            }
        };
    }
}
