package dev.millrace.feed.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.feed.plan.CorruptField;
import dev.millrace.feed.plan.Decoded;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LayoutFormatsTest {

    private static final String CRC = "{crc}";

    @TestFactory
    Stream<DynamicTest> readsTheMessagesOfTheFormat() {
        return LayoutCase.of("formats.yaml")
                .flatMap(format -> messages(format).stream()
                        .map(message -> DynamicTest.dynamicTest(
                                format.name() + ": " + message.get("hex"), () -> reads(format.layout(), message))));
    }

    @Test
    void readsAChoiceOfAThousandCases() throws Exception {
        String cases = IntStream.range(0, 1_000)
                .mapToObj(each -> each + ": [{name: a" + each + ", type: u1}]")
                .collect(Collectors.joining(", "));
        String yaml = "{name: t, record: {fields: [{name: k, type: u2}, {switch: {on: k, cases: {" + cases
                + ", else: [{name: other, type: u1}]}}}]}}";
        RecordPlan plan = RecordPlan.compile(BinaryLayout.parse(yaml).records().get(0), PlanOptions.DEFAULT);

        assertThat(plan.decode(new byte[] {3, (byte) 0xE7, 7}, 0, 3).value().get("a999"))
                .isEqualTo(7);
        assertThat(plan.decode(new byte[] {3, (byte) 0xE8, 7}, 0, 3).value().get("other"))
                .isEqualTo(7);
    }

    private static List<Map<?, ?>> messages(LayoutCase format) {
        List<?> messages = (List<?>) Objects.requireNonNull(format.value("messages"));
        return messages.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    private static void reads(String yaml, Map<?, ?> message) throws Exception {
        BinaryLayout layout = BinaryLayout.parse(yaml);
        int record = message.get("record") instanceof Integer number ? number : 0;
        RecordPlan plan = RecordPlan.compile(layout.records().get(record), PlanOptions.DEFAULT);
        String hex = String.valueOf(message.get("hex")).replace(" ", "");
        byte[] bytes = bytes(hex);

        if (message.get("code") instanceof String code) {
            CorruptField corrupt = catchThrowableOfType(CorruptField.class, () -> plan.decode(bytes, 0, bytes.length));
            assertThat(corrupt.code()).isEqualTo(code);
            return;
        }
        Decoded decoded = plan.decode(bytes, 0, bytes.length);

        decoded.value().validate();
        assertThat(ValueText.of(decoded.value())).isEqualTo(expected(message.get("value"), bytes));
        assertThat(decoded.used()).isEqualTo(bytes.length);
    }

    /** The bytes of a message, which may end with the CRC-32 of those in front of it. */
    private static byte[] bytes(String hex) {
        if (!hex.endsWith(CRC)) {
            return HexFormat.of().parseHex(hex);
        }
        byte[] body = HexFormat.of().parseHex(hex.substring(0, hex.length() - CRC.length()));
        CRC32 crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(body.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(body)
                .putInt((int) crc.getValue())
                .array();
    }

    private static @Nullable Object expected(@Nullable Object value, byte[] bytes) {
        Object expected = ValueText.expected(value);
        if (expected instanceof Map<?, ?> map && CRC.equals(map.get("check"))) {
            int crc = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 4);
            @SuppressWarnings("unchecked")
            Map<String, Object> changed = (Map<String, Object>) map;
            changed.put("check", Integer.toUnsignedLong(crc));
        }
        return expected;
    }
}
