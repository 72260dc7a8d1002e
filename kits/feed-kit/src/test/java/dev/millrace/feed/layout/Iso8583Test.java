package dev.millrace.feed.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.feed.plan.CorruptField;
import dev.millrace.feed.plan.Decoded;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped layouts of ISO 8583, with messages of others. */
class Iso8583Test {

    private static final Path FIXTURES = Path.of(System.getProperty("millrace.fixtures", ""), "iso8583");

    private static final String ABSENT =
            "no messages of ISO 8583 in the folder that the property millrace.fixtures names: conformance not tested";

    @TestFactory
    Stream<DynamicTest> givesEachFieldAsItIsOnTheWire() throws Exception {
        assumeTrue(Files.isDirectory(FIXTURES), ABSENT);
        List<?> cases = (List<?>) LayoutCase.yaml(Files.readString(FIXTURES.resolve("cases.json")));
        assertThat(cases).hasSize(8);

        return cases.stream()
                .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                .map(each -> DynamicTest.dynamicTest(
                        String.valueOf(each.get("name")),
                        Boolean.FALSE.equals(each.get("valid")) ? () -> refuses(each) : () -> reads(each)));
    }

    private static void reads(Map<?, ?> message) throws Exception {
        boolean isHex = "ascii-hex-bitmap".equals(message.get("bitmapForm"));
        byte[] bytes = Files.readAllBytes(FIXTURES.resolve(String.valueOf(message.get("file"))));

        Decoded decoded = decode(isHex ? "iso8583-1987-ascii" : "iso8583-1987-ascii-binary-bitmap", bytes);

        assertThat(decoded.value().getString("mti")).isEqualTo(message.get("mti"));
        assertThat(decoded.value().getString("bitmap")).isEqualTo(message.get("bitmapHex"));
        assertThat(fields(decoded.value())).isEqualTo(message.get("fields"));
        assertThat(decoded.used()).isEqualTo(bytes.length);
    }

    private static void refuses(Map<?, ?> message) throws Exception {
        byte[] bytes = Files.readAllBytes(FIXTURES.resolve(String.valueOf(message.get("file"))));

        CorruptField corrupt = catchThrowableOfType(CorruptField.class, () -> decode("iso8583-1987-ascii", bytes));

        assertThat(corrupt.code()).isEqualTo("too-short");
        assertThat(corrupt.path()).isEqualTo("f55_reserved_iso_55");
    }

    @Test
    void readsAMessageInCharacters() throws Exception {
        String text = "0210" + "4000000002000000" + "16" + "4111111111111111" + "00";

        Decoded decoded = decode("iso8583-1987-ascii", text.getBytes(StandardCharsets.US_ASCII));

        assertThat(fields(decoded.value())).isEqualTo(Map.of("2", "4111111111111111", "39", "00"));
        assertThat(decoded.used()).isEqualTo(text.length());
    }

    @ParameterizedTest
    @CsvSource({
        "iso8583-1987-bcd, 0800 8220000000000000 0400000000000000 0420090613 900001 0301",
        "iso8583-1987-binary, 0800 8220000000000000 0400000000000000 0420090613 900001 0301",
        "iso8583-1993-bcd, 1804 8220000000000000 0400000000000000 0420090613 900001 0301",
        "iso8583-1993-binary, 1804 8220000000000000 0400000000000000 0420090613 900001 0301",
    })
    void readsNumbersOfTwoDigitsAByte(String layout, String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        Decoded decoded = decode(layout, bytes);

        assertThat(decoded.value().getString("mti")).isEqualTo(hex.substring(0, 4));
        assertThat(fields(decoded.value()))
                .isEqualTo(new TreeMap<>(Map.of("7", "0420090613", "11", "900001", "70", "301")));
        assertThat(decoded.used()).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        // 2 (LL), 28 (x+n 8), 35 (track), 48 (LLL), 52 (8 bytes), 54 (LLL)
        "iso8583-1987-bcd, 0200 4000001020011400 16 4111111111111111 4400000012 12 4111D2512101 0003 414243 0102030405060708 0002 3132",
        "iso8583-1987-binary, 0200 4000001020011400 10 4111111111111111 4400000012 0C 4111D2512101 0003 414243 0102030405060708 0002 3132",
    })
    void readsLengthsInFrontOfValues(String layout, String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        Decoded decoded = decode(layout, bytes);

        Struct value = decoded.value();
        assertThat(value.getString("f2_primary_account_number")).isEqualTo("4111111111111111");
        assertThat(value.getStruct("f28_amount_transaction_fee").getString("sign"))
                .isEqualTo("D");
        assertThat(value.getStruct("f28_amount_transaction_fee").getString("amount"))
                .isEqualTo("00000012");
        assertThat(value.getString("f35_track_2_data")).isEqualTo("4111D2512101");
        assertThat(value.getString("f48_additional_data_private")).isEqualTo("ABC");
        assertThat(value.getBytes("f52_pin_data")).isEqualTo(HexFormat.of().parseHex("0102030405060708"));
        assertThat(value.getString("f54_additional_amounts")).isEqualTo("12");
        assertThat(decoded.used()).isEqualTo(bytes.length);
    }

    @Test
    void refusesAMessageWithABitThatNoFieldHas() {
        byte[] third = HexFormat.of().parseHex("0800" + "8000000000000000" + "8000000000000000" + "8000000000000000");

        CorruptField corrupt = catchThrowableOfType(CorruptField.class, () -> decode("iso8583-1987-bcd", third));

        assertThat(corrupt.code()).isEqualTo("unknown-bit");
    }

    @Test
    void comesWithTheSameFieldsInEachForm() throws Exception {
        for (String year : List.of("1987", "1993")) {
            List<String> names = names("iso8583-" + year + "-ascii");

            assertThat(names).hasSize(128);
            for (String form : List.of("ascii-binary-bitmap", "bcd", "binary")) {
                assertThat(names("iso8583-" + year + "-" + form)).isEqualTo(names);
            }
        }
    }

    @Test
    void knowsTheLayoutsByTheirNamesAlone() throws Exception {
        for (String name : BinaryLayout.SHIPPED) {
            assertThat(BinaryLayout.parse(BinaryLayout.shipped(name).orElseThrow())
                            .name())
                    .isEqualTo(name);
        }
        assertThat(BinaryLayout.shipped("iso8583-2003-ascii")).isEmpty();
        assertThat(BinaryLayout.shipped("../layout/iso8583-1987-ascii")).isEmpty();
    }

    private static List<String> names(String layout) throws Exception {
        List<String> names = new ArrayList<>();
        for (Item item : BinaryLayout.parse(BinaryLayout.shipped(layout).orElseThrow())
                .records()
                .get(0)
                .members()) {
            names.add(item.traits().name());
        }
        return names;
    }

    private static Decoded decode(String name, byte[] bytes) throws Exception {
        BinaryLayout layout = BinaryLayout.parse(BinaryLayout.shipped(name).orElseThrow());
        return RecordPlan.compile(layout.records().get(0), PlanOptions.DEFAULT).decode(bytes, 0, bytes.length);
    }

    /** The fields that are there, by their numbers. */
    private static Map<String, Object> fields(Struct message) {
        Map<String, Object> fields = new TreeMap<>();
        for (Field field : message.schema().fields()) {
            Object value = message.get(field);
            if (field.name().startsWith("f") && value != null) {
                fields.put(field.name().substring(1, field.name().indexOf('_')), value);
            }
        }
        return fields;
    }
}
