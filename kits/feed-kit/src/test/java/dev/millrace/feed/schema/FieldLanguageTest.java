package dev.millrace.feed.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldLanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "string ~ a b ~ a b",
                "int8 ~ -128 ~ -128",
                "int16 ~ +7 ~ 7",
                "int32 ~ 2147483647 ~ 2147483647",
                "int64 ~ ` 9223372036854775807 ` ~ 9223372036854775807",
                "int64 grouping '.' decimal ',' ~ 1.234.567 ~ 1234567",
                "int64 grouping 'space' ~ 1\u202F234 ~ 1234",
                "int64 grouping '''' ~ 1'234 ~ 1234",
                "float32 ~ 1.5 ~ 1.5",
                "float64 decimal ',' ~ -1,5E3 ~ -1500.0",
                "float64 exact ~ 0.1 ~ 0.1",
                "decimal(12,2) ~ 12.5 ~ 12.50",
                "decimal(12,2) ~ 12.500 ~ 12.50",
                "decimal(12,2) decimal ',' grouping '.' ~ 1.234,50 ~ 1234.50",
                "decimal(3) ~ 12 ~ 12",
                "boolean ~ TRUE ~ true",
                "boolean 'J,ja|N' ~ ja ~ true",
                "boolean '1|0' ~ 0 ~ false",
                "date ~ 2024-02-29 ~ 2024-02-29T00:00:00Z",
                "date 'dd.MM.yyyy' ~ 01.03.2024 ~ 2024-03-01T00:00:00Z",
                "date 'dd.MM.yy' ~ 01.03.24 ~ 2024-03-01T00:00:00Z",
                "date 'uuuuMMdd' ~ 20240301 ~ 2024-03-01T00:00:00Z",
                "date 'd. MMMM yyyy' locale 'de' ~ 1. März 2024 ~ 2024-03-01T00:00:00Z",
                "time ~ 23:59:01.5 ~ 1970-01-01T23:59:01.500Z",
                "time 'HHmm' ~ 0730 ~ 1970-01-01T07:30:00Z",
                "timestamp ~ 2024-03-01T12:00:00Z ~ 2024-03-01T12:00:00Z",
                "timestamp ~ 2024-03-01 12:00:00.123+02:00 ~ 2024-03-01T10:00:00.123Z",
                "timestamp zone 'Europe/Berlin' ~ 2024-07-01T12:00:00 ~ 2024-07-01T10:00:00Z",
                "timestamp 'dd/MM/yyyy HH:mm' ~ 01/03/2024 12:00 ~ 2024-03-01T12:00:00Z",
                "timestamp 'yyyyMMdd' ~ 20240301 ~ 2024-03-01T00:00:00Z",
                "timestamp 'epoch-seconds' ~ 1 ~ 1970-01-01T00:00:01Z",
                "timestamp 'epoch-millis' ~ 1 ~ 1970-01-01T00:00:00.001Z",
                "bytes ~ AAE= ~ 0001",
                "bytes 'hex' ~ 00fF ~ 00ff"
            })
    void readsATextAsItsType(String type, String text, String expected) throws FieldSyntax, Unfit {
        assertThat(shown(Objects.requireNonNull(field("f " + type).of(text)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "int8 ~ 128",
                "int64 ~ 9223372036854775808",
                "int64 ~ 1.0",
                "int64 ~ ١",
                "int64 ~ 0x1",
                "int64 ~ 1,234",
                "int64 grouping '.' decimal ',' ~ 1.23",
                "int64 grouping '.' decimal ',' ~ 1234.567",
                "int64 ~ ``",
                "float64 ~ NaN",
                "float64 ~ 1d",
                "float64 ~ 1e999",
                "float64 ~ 1e99999",
                "float32 ~ 1e39",
                "float64 exact ~ 0.12345678901234567890",
                "float64 decimal ',' ~ 1.5",
                "decimal(4,2) ~ 123.45",
                "decimal(4,2) ~ 1.234",
                "boolean ~ yes",
                "date ~ 2023-02-29",
                "date 'dd.MM.yyyy' ~ 31.02.2024",
                "time ~ 24:00:00",
                "timestamp ~ 2024-03-01T12:00:00.123456Z",
                "bytes ~ ?",
                "bytes 'hex' ~ 0",
                "string null 'x' ~ x"
            })
    void refusesATextThatDoesNotFitAndNamesTheField(String type, String text) throws FieldSyntax {
        FieldSpec field = field("amount " + type);

        assertThatThrownBy(() -> field.of(text))
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.complaint()).startsWith("field amount: "));
    }

    @Test
    void takesNullTokensAndEmptyTextsForNoValue() throws FieldSyntax, Unfit {
        assertThat(field("a int64? null 'NULL|-'").of("-")).isNull();
        assertThat(field("a int64?").of("  ")).isNull();
        assertThat(field("a string? null 'NULL'").of("NULL")).isNull();
        assertThat(field("a string?").of("")).isEqualTo("");
        assertThat(field("a string? trim null ''").of("  ")).isNull();
    }

    @Test
    void readsLinesCommasCommentsAndQuotedNames() throws FieldSyntax {
        String text =
                "# order\nid int64   # the number\r\n\"Betrag in \"\"EUR\"\"\" decimal(12,2)? , at struct(x int8,\n y"
                        + " int8), zip string from 'Post code',\n\n";

        List<FieldSpec> fields = FieldLanguage.parse(text, ValueRules.STANDARD, false);

        assertThat(fields.stream().map(FieldSpec::name)).containsExactly("id", "Betrag in \"EUR\"", "at", "zip");
        assertThat(fields.get(3).source()).isEqualTo("Post code");
        assertThat(fields.get(1).schema().isOptional()).isTrue();
        assertThat(fields.get(1).schema().name()).isEqualTo(Decimal.LOGICAL_NAME);
        assertThat(fields.get(2).schema().field("y").schema()).isEqualTo(Schema.INT8_SCHEMA);
    }

    @Test
    void readsBackTheNamesThatItWrites() throws FieldSyntax {
        String name = "a\"b\\c\nd\u007F,é";

        assertThat(FieldLanguage.quoted(name).chars()).allMatch(c -> c >= ' ' && c != 0x7F);
        assertThat(field(FieldLanguage.quoted(name) + " string").name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "`` ~ no field ~ 1 ~ 1",
                "`id` ~ a type ~ 1 ~ 3",
                "`id int` ~ unknown type int; ~ 1 ~ 4",
                "`id int64\nid string` ~ a second field id ~ 2 ~ 1",
                "`id int64 name string` ~ unknown option name ~ 1 ~ 10",
                "`a string, b decimal` ~ decimal says ~ 1 ~ 13",
                "`a decimal(2,3)` ~ decimal says ~ 1 ~ 3",
                "`a decimal(x)` ~ no number ~ 1 ~ 11",
                "`a int64 'x'` ~ takes no pattern ~ 1 ~ 9",
                "`a date 'dd.MM.'` ~ not a pattern ~ 1 ~ 8",
                "`a date 'bb'` ~ not a pattern ~ 1 ~ 8",
                "`a date 'dd` ~ a quote is not closed ~ 1 ~ 8",
                "`a boolean 'J'` ~ names yes and no ~ 1 ~ 11",
                "`a boolean 'J|j'` ~ the same text ~ 1 ~ 11",
                "`a timestamp zone 'Mars'` ~ no value for zone ~ 1 ~ 13",
                "`a int64 grouping '.'` ~ the same sign ~ 1 ~ 3",
                "`a int64 exact` ~ exact belongs ~ 1 ~ 3",
                "`a struct` ~ in brackets ~ 1 ~ 3",
                "`a struct(b int8` ~ a closing bracket is missing ~ 1 ~ 16",
                "`a int8)` ~ without its opening ~ 1 ~ 7",
                "`a int8(1)` ~ takes nothing in brackets ~ 1 ~ 3",
                "`a bytes 'octal'` ~ are written ~ 1 ~ 9",
                "`,,\n ?` ~ a field's name ~ 2 ~ 2"
            })
    void saysWhatIsWrongAndWhere(String text, String complaint, int line, int column) {
        assertThatThrownBy(() -> FieldLanguage.parse(text, ValueRules.STANDARD, false))
                .isInstanceOf(FieldSyntax.class)
                .hasMessageContaining(complaint)
                .hasMessageEndingWith("(line " + line + ", column " + column + ")");
    }

    private static FieldSpec field(String text) throws FieldSyntax {
        return FieldLanguage.parse(text, ValueRules.STANDARD, false).get(0);
    }

    private static String shown(Object value) {
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }
}
