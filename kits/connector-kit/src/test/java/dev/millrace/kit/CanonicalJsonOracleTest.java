package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The canonical form beside that of another library, over generated values; what RFC 8785 leaves to us is left out. */
class CanonicalJsonOracleTest {

    private static final long SEED = 8785;

    private final CanonicalJson json = new CanonicalJson();
    private final Random random = new Random(SEED);

    @Test
    void writesNumbersAsAnotherLibraryDoes() throws Exception {
        for (int round = 0; round < 60_000; round++) {
            double number = number(round);

            String written = json.text(null, List.of(number));

            assertThat(written).as("%x", Double.doubleToLongBits(number)).isEqualTo(oracle(List.of(number)));
        }
    }

    @Test
    void writesPowersOfTwoAndTheirNeighboursAsAnotherLibraryDoes() throws Exception {
        for (int exponent = -1_074; exponent < 1_024; exponent++) {
            double power = Math.scalb(1.0, exponent);
            List<Double> numbers = List.of(power, Math.nextUp(power), Math.nextDown(power));

            assertThat(json.text(null, numbers)).as("2^" + exponent).isEqualTo(oracle(numbers));
        }
    }

    @Test
    void writesShortDecimalsAndTheirNeighboursAsAnotherLibraryDoes() throws Exception {
        for (int round = 0; round < 20_000; round++) {
            long digits = random.nextLong() >> (11 + random.nextInt(52));
            double decimal = digits / Math.pow(10, random.nextInt(7));
            List<Double> numbers = List.of(decimal, Math.nextUp(decimal), Math.nextDown(decimal));

            assertThat(json.text(null, numbers)).as("round " + round).isEqualTo(oracle(numbers));
        }
    }

    @Test
    void writesDocumentsAsAnotherLibraryDoes() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            Map<String, @Nullable Object> document = document(4);

            String written = json.text(null, document);

            assertThat(written).as("round " + round).isEqualTo(oracle(document));
        }
    }

    @Test
    void writesStructsAsAnotherLibraryDoes() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            SchemaBuilder builder = SchemaBuilder.struct();
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int field = random.nextInt(12); field >= 0; field--) {
                fields.put(text(), text());
            }
            fields.keySet().forEach(name -> builder.field(name, Schema.STRING_SCHEMA));
            Struct struct = new Struct(builder.build());
            fields.forEach(struct::put);

            String written = json.text(struct.schema(), struct);

            assertThat(written).as("round " + round).isEqualTo(oracle(fields));
        }
    }

    @Test
    void writesTheShortestTextOfAFloatThatReadsAsTheSameFloat() {
        for (int round = 0; round < 30_000; round++) {
            float number = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(number)) {
                String written = json.text(null, number);

                assertThat(Float.parseFloat(written)).isEqualTo(number);
                assertThat(digits(written)).isLessThanOrEqualTo(digits(Float.toString(number)));
            }
        }
    }

    private static long digits(String number) {
        String mantissa = number.replaceAll("[eE].*", "").replaceAll("[-.]", "").replaceAll("^0+|0+$", "");
        return mantissa.length();
    }

    private static String oracle(Object value) throws Exception {
        return new JsonCanonicalizer(ConnectJson.text(null, value)).getEncodedString();
    }

    /** Of all magnitudes, of few digits, near halves, and whole. */
    private double number(int round) {
        double number = switch (round % 5) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(100_000) / 100.0;
            case 2 -> random.nextLong() * Math.pow(10, random.nextInt(40) - 30);
            case 3 -> random.nextGaussian();
            default -> (double) random.nextLong();
        };
        return Double.isFinite(number) ? number : 0.5;
    }

    private Map<String, @Nullable Object> document(int depth) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        for (int field = random.nextInt(6); field >= 0; field--) {
            document.put(text(), value(depth));
        }
        return document;
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> number(random.nextInt(5));
            case 4 -> text();
            case 5 -> list(depth);
            default -> document(depth - 1);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int element = random.nextInt(5); element > 0; element--) {
            list.add(value(depth - 1));
        }
        return list;
    }

    /** Of all planes, with what must be escaped; never half of a pair. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length >= 0; length--) {
            int point = switch (random.nextInt(5)) {
                case 0 -> random.nextInt(0x20);
                case 1 -> "\"\\/<>\u007f\u2028".codePointAt(random.nextInt(7));
                case 2 -> random.nextInt(0x11_0000);
                case 3 -> 0xE000 + random.nextInt(0x2000);
                default -> 'a' + random.nextInt(26);
            };
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? 'x' : point);
        }
        return text.toString();
    }
}
