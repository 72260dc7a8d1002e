package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No digit is lost on any way between numbers, unless it is told. */
class NumbersTest {

    @Property(tries = 500, seed = "815")
    void aNumberThatAFormatWroteIsReadAgain(
            @ForAll("amounts") BigDecimal amount, @ForAll("locales") Locale locale, @ForAll("formats") String pattern) {
        NumberText format = new NumberText(pattern, locale);

        String text = format.write(amount);

        assertThat(format.parse(text)).isEqualByComparingTo(amount);
    }

    @Property(tries = 500, seed = "816")
    void aWholeNumberIsTheSameOrTooLarge(@ForAll("wholes") BigInteger number, @ForAll("kinds") ValueKind kind) {
        int bits = Integer.parseInt(kind.toString().substring("int".length()));
        Conversion conversion = new WholeNumber(kind, null, RoundingMode.UNNECESSARY);

        if (number.bitLength() < bits) {
            assertThat(conversion.convert(number.toString())).hasToString(number.toString());
            assertThat(conversion.convert(new BigDecimal(number))).hasToString(number.toString());
        } else {
            Inconvertible told = catchThrowableOfType(Inconvertible.class, () -> conversion.convert(number.toString()));
            assertThat(told.code()).isEqualTo(Inconvertible.OVERFLOW);
        }
    }

    @Property(tries = 500, seed = "817")
    void aFloatIsTheSameInItsShortestForm(@ForAll float single, @ForAll double wide) {
        Conversion to64 = new FloatingNumber(ValueKind.FLOAT64, null, RoundingMode.UNNECESSARY);
        Conversion to32 = new FloatingNumber(ValueKind.FLOAT32, null, RoundingMode.UNNECESSARY);

        assertThat(to32.convert(Float.toString(single))).isEqualTo(single);
        assertThat(to32.convert(Objects.requireNonNull(to64.convert(single)))).isEqualTo(single);
        assertThat(to64.convert(Double.toString(wide))).isEqualTo(wide);
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-10000000000"), new BigDecimal("10000000000"))
                .ofScale(2);
    }

    @Provide
    Arbitrary<Locale> locales() {
        return Arbitraries.of(
                Locale.ROOT,
                Locale.US,
                Locale.GERMANY,
                Locale.FRANCE,
                Locale.forLanguageTag("de-CH"),
                new Locale("pl", "PL"));
    }

    @Provide
    Arbitrary<String> formats() {
        return Arbitraries.of("#,##0.00", "0.##", "#,##0.00 'EUR'", "#,##0.00;(#,##0.00)", "0.00%", "#,####.00");
    }

    @Provide
    Arbitrary<BigInteger> wholes() {
        return Arbitraries.bigIntegers().between(BigInteger.TWO.pow(66).negate(), BigInteger.TWO.pow(66));
    }

    @Provide
    Arbitrary<ValueKind> kinds() {
        return Arbitraries.of(ValueKind.INT8, ValueKind.INT16, ValueKind.INT32, ValueKind.INT64);
    }
}
