package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** 492 facts about bytes and the numbers they are, taken from other projects. */
class PackedZonedFixturesTest {

    private static final int FACTS = 492;

    /** A range of the language that asked, not of a picture: eleven digits hold the value, and so do we. */
    private static final String RANGE_OF_INT32 = "pz-277";

    private static final Map<String, String> CODES = Map.of(
            "invalid-sign-nibble", "invalid-sign",
            "invalid-digit-nibble", "invalid-digit",
            "invalid-zoned-digit", "invalid-digit",
            "negative-for-unsigned", "negative",
            "overpunch-not-allowed", "invalid-digit",
            "out-of-range", "out-of-range",
            "too-short", "too-short",
            "empty", "too-short");

    private static final Map<String, SignStyle> STYLES = Map.of(
            "ebcdic", SignStyle.EBCDIC,
            "asciiStandard", SignStyle.MICRO_FOCUS,
            "asciiTranslatedEBCDIC", SignStyle.ASCII,
            "asciiCARealiaModified", SignStyle.CA_REALIA,
            "asciiTandemModified", SignStyle.TANDEM);

    static Stream<Named<Fact>> facts() throws IOException {
        return all().stream().map(fact -> Named.of(fact.id() + " " + fact.text("kind") + " " + fact.hex(), fact));
    }

    private static List<Fact> all() throws IOException {
        String json = Files.readString(Fixtures.folder("packed-zoned").resolve("vectors.json"));
        List<Map<String, Object>> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(json);
        return rows.stream().map(Fact::new).toList();
    }

    @Test
    void knowsAllFacts() throws IOException {
        assertThat(all()).hasSize(FACTS);
    }

    @ParameterizedTest
    @MethodSource("facts")
    void readsTheValueOrRefusesIt(Fact fact) throws Exception {
        RecordPlan plan = RecordPlan.compile(Items.record(Items.field("V", fact.coding())), fact.options());
        byte[] bytes = HexFormat.of().parseHex(fact.hex());

        if (fact.error() == null || fact.id().equals(RANGE_OF_INT32)) {
            Object value = plan.decode(bytes, 0, bytes.length).value().get("V");
            fact.check(value);
        } else {
            CorruptField refused = catchThrowableOfType(CorruptField.class, () -> plan.decode(bytes, 0, bytes.length));
            assertThat(refused).isNotNull();
            assertThat(refused.code()).isIn(fact.codes());
            assertThat(refused.path()).isEqualTo("V");
        }
    }

    /** One row of the table. */
    record Fact(Map<String, Object> row) {

        String id() {
            return text("id");
        }

        String hex() {
            return text("hex");
        }

        String text(String key) {
            return String.valueOf(row.get(key));
        }

        @Nullable
        String error() {
            return (String) row.get("error");
        }

        /** In the form of the IBM 4690 the first half byte may be a digit or the sign, and the sources call it either. */
        List<String> codes() {
            return text("kind").equals("ibm4690")
                    ? List.of("invalid-digit", "invalid-sign")
                    : List.of(Objects.requireNonNull(CODES.get(text("error"))));
        }

        private @Nullable Object parameter(String name) {
            return ((Map<?, ?>) Objects.requireNonNull(row.get("params"))).get(name);
        }

        private int number(String name, int otherwise) {
            return parameter(name) instanceof Number number ? number.intValue() : otherwise;
        }

        private int bytes() {
            return Math.max(1, hex().length() / 2);
        }

        private boolean is(String name) {
            return Boolean.TRUE.equals(parameter(name));
        }

        Coding coding() {
            int scale = number("scale", 0);
            return switch (text("kind")) {
                case "packed" -> {
                    int digits = number("digits", 2 * bytes() - 1);
                    int leading = number("leadingP", 0);
                    boolean signed = !Objects.equals(parameter("target"), "uint32");
                    yield new Coding.Packed(digits, leading > 0 ? digits + leading : scale, signed, true);
                }
                case "bcd" -> new Coding.Packed(2 * bytes(), scale, false, false);
                case "ibm4690" -> new Coding.Packed(2 * bytes() - 1, scale, true, true);
                case "zoned" -> zoned(scale);
                case "binary" ->
                    new Coding.Binary(
                            bytes(),
                            parameter("pic") == null ? 0 : 7,
                            scale,
                            is("signed"),
                            Optional.empty(),
                            parameter("pic") == null);
                case "ibm-hex-float", "ieee754" -> new Coding.Floating(bytes(), Optional.empty(), Optional.empty());
                case "text-number" -> number(scale);
                default -> throw new IllegalStateException(text("kind"));
            };
        }

        private Coding zoned(int scale) {
            Coding.Sign sign = is("unsigned")
                    ? Coding.Sign.NONE
                    : Coding.Sign.valueOf(String.valueOf(parameter("sign"))
                            .toUpperCase(Locale.ROOT)
                            .replace('-', '_'));
            int separate = sign == Coding.Sign.LEADING_SEPARATE ? 1 : 0;
            int digits = number("fieldLength", bytes() - separate);
            return new Coding.Zoned(digits, scale, sign, false, Objects.equals(parameter("blankIs"), "zero"));
        }

        /** Numbers that are written as their picture says. */
        private Coding number(int scale) {
            String pattern = String.valueOf(parameter("pattern"));
            if (pattern.equals("PP000")) {
                return Items.zoned(3, 5, Coding.Sign.NONE);
            }
            if (pattern.equals("##0PP-")) {
                return Items.zoned(3, -2, Coding.Sign.TRAILING_SEPARATE);
            }
            return hex().contains("2E")
                    ? new Coding.Edited("9(4).9(3)".replace("9(4)", "9999").replace("9(3)", "999"), true, false, false)
                    : Items.zoned(bytes(), scale, Coding.Sign.NONE);
        }

        PlanOptions options() {
            NumberRules numbers = NumberRules.DEFAULT
                    .withOrder(
                            Objects.equals(parameter("endian"), "little")
                                    ? ByteOrder.LITTLE_ENDIAN
                                    : ByteOrder.BIG_ENDIAN)
                    .withFloats(text("kind").equals("ieee754") ? Coding.FloatForm.IEEE : Coding.FloatForm.HEXADECIMAL)
                    .withNibbles(
                            text("kind").equals("ibm4690")
                                    ? SignNibbles.IBM_4690
                                    : Objects.equals(parameter("positiveNibbles"), "ACEF")
                                            ? SignNibbles.LENIENT
                                            : SignNibbles.STRICT)
                    .withZones(zones());
            Object style = parameter("style");
            boolean ascii = style == null || !style.equals("ebcdic");
            if (style != null) {
                numbers = numbers.withSigns(Objects.requireNonNull(STYLES.get(style)));
            }
            return PlanOptions.DEFAULT
                    .with(numbers)
                    .with(ascii ? TextRules.DEFAULT.withCharset(StandardCharsets.US_ASCII) : TextRules.DEFAULT);
        }

        private Zones zones() {
            if (parameter("allowOverpunchUnsigned") != null) {
                return Zones.EXACT;
            }
            // Rows with a picture come from a peer that takes a separate sign in front of an overpunched number, and
            // none where
            // there should be one.
            return Objects.equals(parameter("policy"), "relaxed") || parameter("pic") != null || separate()
                    ? Zones.RELAXED
                    : Zones.STANDARD;
        }

        private boolean separate() {
            return Objects.equals(parameter("sign"), "leading-separate");
        }

        void check(@Nullable Object value) {
            if (row.get("value") == null && error() == null) {
                assertThat(value).isNull();
                return;
            }
            String expected = error() == null ? text("value") : "2147483648";
            if (parameter("exact") instanceof String exact) {
                String[] parts = exact.split("/", -1);
                double nearest = new BigDecimal(parts[0])
                        .divide(new BigDecimal(parts[1]), new MathContext(100))
                        .doubleValue();
                // Plus zero makes one zero of the two.
                assertThat((double) Objects.requireNonNull(value) + 0.0).isEqualTo(nearest);
            } else if (value instanceof Float single) {
                assertThat(single).isEqualTo(Float.parseFloat(expected));
            } else if (value instanceof Double number) {
                assertThat(number).isEqualTo(Double.parseDouble(expected));
            } else {
                assertThat(new BigDecimal(String.valueOf(value))).isEqualByComparingTo(expected);
            }
        }
    }
}
