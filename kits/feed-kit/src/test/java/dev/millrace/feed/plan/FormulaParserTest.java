package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3 | 7",
                "(1 + 2) * 3 | 9",
                "10 - 4 - 3 | 3",
                "7 / 2 | 3",
                "(4 - len % 4) % 4 | 2",
                "- 3 + 5 | 2",
                "-len | -6",
                "0x1F + 1 | 32",
                "count*2+1 | 7",
                "LINE-COUNT * 2 | 8",
                "header.count + 1 | 4",
                "COUNT OF HEADER + 1 | 4",
                "digits + 1 | 43",
                "exact + 1 | 6",
                "remaining - 2 | 98",
                "9223372036854775807 | 9223372036854775807",
            })
    void calculates(String formula, long result) {
        assertThat(FormulaParser.number(formula).evaluate(inputs(FormulaParser.number(formula))))
                .isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type = 'A' | true",
                "type == \"A\" | true",
                "padded = 'AB' | true",
                "quoted = 'it''s' | true",
                "type != 'A' | false",
                "type <> 'B' | true",
                "type < 'B' | true",
                "count >= 3 and count <= 3 | true",
                "count > 3 or count < 3 | false",
                "not count = 3 | false",
                "not (count = 4 or type = 'Z') | true",
                "NOT count = 4 AND type = 'A' | true",
                "type = 'Z' or count = 3 and remaining > 0 | true",
                "price > 10.2 | true",
                "price = 10.25 | true",
                "real = 0.5 | true",
                "digits = 42 | true",
                "type = 42 | false",
                "type != 42 | true",
                "type < 42 | false",
                "missing = 3 | false",
                "missing != 3 | true",
                "missing < 3 | false",
                "present(missing) | false",
                "present(count) | true",
                "raw = 'AB' | true",
                "bit(bitmap, 1) | true",
                "bit(bitmap, 2) | false",
                "bit(bitmap, 8) | true",
                "bit(bitmap, 9) | false",
                "bit(bitmap, 1024) | false",
                "bit(count, 1) | false",
                "bit(bitmap, 1) and not bit(bitmap, 2) | true",
            })
    void decides(String formula, boolean result) {
        Formula parsed = FormulaParser.condition(formula);

        assertThat(parsed.evaluate(inputs(parsed))).isEqualTo(result ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "missing + 1 | a value is absent",
                "type + 1 | a value is no number",
                "9223372036854775807 + 1 | overflow",
                "1 / (count - 3) | zero",
                "price + 1 | Rounding",
            })
    void hasNoNumber(String formula, String reason) {
        Formula parsed = FormulaParser.number(formula);

        assertThatThrownBy(() -> parsed.evaluate(inputs(parsed)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1 | a number, a field or a text in quotes must stand, not the end",
                "1 + | 4 | a number, a field or a text in quotes must stand, not the end",
                "1 2 | 3 | an operator must stand, not '2'",
                "(1 + 2 | 7 | ')' must stand, not the end",
                "1 + 'a' | 3 | '+' must stand between numbers",
                "count and 1 | 7 | 'and' must stand between conditions",
                "not count | 1 | 'not' must stand before a condition",
                "(a = 1) = 2 | 9 | '=' must stand between values, not conditions",
                "'a' = 1 | 5 | a number is compared with a text",
                "'abc | 1 | a text begins that has no end",
                "a = 1 | 1 | a number must stand, not a condition",
                "'a' | 1 | a number must stand, not a text",
                "99999999999999999999 | 1 | a number must stand, with at most 18 digits",
                "0x | 1 | a number must stand, with at most 18 digits",
                "1.2.3 | 1 | a number must stand",
                "size(a) | 1 | there is no function size; known are bit and present",
                "bit(a) = 1 | 6 | ',' must stand, not ')",
                "bit(a, 0) | 8 | the number of a bit must stand, from 1 to 1024",
                "bit(a, b) | 8 | the number of a bit must stand, from 1 to 1024",
                "bit(, 1) | 5 | the name of a field must stand",
                "a..b | 1 | the name of a field must stand behind a point",
                "a. | 1 | the name of a field must stand behind a point",
                "a of 3 | 6 | the name of a group must stand",
                "1 + ? | 5 | a number, a field or a text in quotes must stand, not '?'",
            })
    void complainsWithThePlace(String formula, int character, String complaint) {
        assertThatThrownBy(() -> FormulaParser.number(formula == null ? "" : formula))
                .isInstanceOf(FormulaProblem.class)
                .hasMessageContaining("at character " + character + " " + complaint);
    }

    @Test
    void wantsAConditionWhereOneIsNeeded() {
        assertThatThrownBy(() -> FormulaParser.condition("flags"))
                .hasMessage("at character 1 a condition must stand; compare the value, as in type = 'A' or flags != 0");
    }

    @Test
    void isBoundedInLengthAndDepth() {
        assertThatThrownBy(() -> FormulaParser.number("1+".repeat(1500))).hasMessageContaining("too long");
        assertThatThrownBy(() -> FormulaParser.number("(".repeat(500))).hasMessageContaining("nested too deep");
        assertThatThrownBy(() -> FormulaParser.condition("not ".repeat(400))).hasMessageContaining("nested too deep");
        assertThat(FormulaParser.number("1+".repeat(999) + "1").evaluate(inputs(FormulaParser.number("1"))))
                .isEqualTo(1000);
    }

    @Test
    void namesItsFieldsOnceInTheirOrder() {
        Formula formula = FormulaParser.condition("b = 1 and a = 2 and b.a = 3 and A OF B = 4 and b > 0");

        assertThat(formula.fields()).containsExactly("b", "a", "a OF b", "A OF B");
        assertThat(formula.text()).startsWith("b = 1");
    }

    @Test
    void survivesTextThatIsNoFormula() {
        Random random = new Random(20261122);
        String signs = "ab01 .'\"()+-*/%=<>!,x_andornotbit";
        int parsed = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            try {
                Formula formula = FormulaParser.number(text.toString());
                parsed++;
                formula.evaluate(inputs(formula));
            } catch (FormulaProblem | ArithmeticException expected) {
                assertThat(expected).hasMessageNotContaining("Exception");
            }
        }

        assertThat(parsed).isPositive();
    }

    /** A record of these fields, with 100 bytes left. */
    private static Formula.Inputs inputs(Formula formula) {
        Map<String, Object> record = new HashMap<>();
        record.put("count", 3);
        record.put("count OF header", 3L);
        record.put("COUNT OF HEADER", (short) 3);
        record.put("LINE-COUNT", 4);
        record.put("len", 6L);
        record.put("type", "A");
        record.put("padded", "AB  ");
        record.put("quoted", "it's");
        record.put("digits", "0042");
        record.put("exact", new BigDecimal("5.00"));
        record.put("price", new BigDecimal("10.250"));
        record.put("real", 0.5);
        record.put("raw", "AB".getBytes(StandardCharsets.US_ASCII));
        record.put("bitmap", "81");
        List<String> names = formula.fields();
        return new Formula.Inputs() {
            @Override
            public @Nullable Object field(int index) {
                return record.get(names.get(index));
            }

            @Override
            public long remaining() {
                return 100;
            }
        };
    }
}
