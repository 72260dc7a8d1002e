package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReadingTest {

    private static final DocumentLimits LIMITS = new DocumentLimits(1 << 20, 5, 20);

    @Test
    void readsEveryKindOfValue() {
        Object read = read(Numbers.EXACT, "{\"a\": [1, \"x\", true, null, {\"b\": -9223372036854775808}]}");

        assertThat(read).isEqualTo(Map.of("a", Arrays.asList(1L, "x", true, null, Map.of("b", Long.MIN_VALUE))));
    }

    @ParameterizedTest
    @CsvSource({
        "10.5, 10.5, java.lang.Double",
        "0.1, 0.1, java.lang.Double",
        "1e2, 100.0, java.lang.Double",
        "12345678901234567.25, 12345678901234567.25, java.lang.String",
        "0.1000000000000000055511151231257827, 0.1000000000000000055511151231257827, java.lang.String",
        "9223372036854775808, 9223372036854775808, java.lang.String",
        "1e400, 1e400, java.lang.String"
    })
    void keepsEveryDigitOfNumbers(String written, String kept, Class<?> type) {
        Object read = read(Numbers.EXACT, written);

        assertThat(read).isInstanceOf(type).hasToString(kept);
    }

    @Test
    void readsDecimalsAsDecimalsWhereAsked() {
        assertThat(read(Numbers.DECIMAL, "[10.50, 9223372036854775808, 7]"))
                .isEqualTo(List.of(new BigDecimal("10.50"), new BigDecimal("9223372036854775808"), 7L));
        assertThat(read(Numbers.TEXT, "[10.50, 9223372036854775808, 7]"))
                .isEqualTo(List.of("10.50", "9223372036854775808", 7L));
        assertThat(read(Numbers.DOUBLE, "[10.50, 9223372036854775808, 7]"))
                .isEqualTo(List.of(10.5, 9.223372036854776E18, 7L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":2} | duplicate-key",
                "{\"a\":1 | malformed",
                "{\"a\" 1} | malformed",
                "nul | malformed",
                "[1,] | malformed",
                "] | malformed",
                "'a' | malformed",
                "01 | malformed",
                "NaN | malformed",
                "[1] [2] | trailing-content",
                "1 x | malformed",
                "[[[[[[1]]]]]] | too-deep",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}} | too-deep",
                "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1] | too-many-elements",
                "\"\\ud800\" | invalid-text",
                "{\"\\udc00\":1} | invalid-text"
            })
    void refusesWithACode(String document, String code) {
        assertThatThrownBy(() -> read(Numbers.EXACT, document))
                .isInstanceOf(DocumentFault.class)
                .hasMessage(code)
                .hasNoCause();
    }

    @Test
    void refusesNumbersWhoseDigitsWouldTakeLong() {
        assertThatThrownBy(() -> read(Numbers.DECIMAL, "1".repeat(100_000))).hasMessage("number-too-long");
        assertThatThrownBy(() -> read(Numbers.DECIMAL, "1e99999999999")).hasMessage("number-out-of-range");
        assertThatThrownBy(() -> read(Numbers.DOUBLE, "1e400")).hasMessage("number-out-of-range");
    }

    @Test
    void neverWritesOutTheDigitsOfAHugeExponent() {
        BigDecimal huge = new BigDecimal("1E+999999999");
        BigDecimal tiny = new BigDecimal("1E-999999999");

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThatThrownBy(() -> Numbers.whole(huge)).hasMessage("number-out-of-range");
            assertThatThrownBy(() -> Numbers.whole(tiny)).hasMessage("not-an-integer");
            assertThatThrownBy(() -> Numbers.scaled(huge, 2)).hasMessage("number-out-of-range");
            assertThatThrownBy(() -> Numbers.scaled(tiny, 2)).hasMessage("too-many-decimals");
            assertThat(Numbers.scaled(new BigDecimal("0E-999999999"), 2)).isEqualTo(new BigDecimal("0.00"));
            assertThat(Numbers.text(huge)).isEqualTo("1E+999999999");
            assertThat(read(Numbers.EXACT, "1E+999999999")).isEqualTo("1E+999999999");
        });
    }

    private static @Nullable Object read(Numbers numbers, String document) {
        return new JsonReading(LIMITS, numbers).read(document);
    }
}
