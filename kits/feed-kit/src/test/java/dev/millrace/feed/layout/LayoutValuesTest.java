package dev.millrace.feed.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.feed.plan.CorruptField;
import dev.millrace.feed.plan.Decoded;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutValuesTest {

    static Stream<LayoutCase> values() {
        return LayoutCase.of("values.yaml").filter(each -> each.text().containsKey("value"));
    }

    static Stream<LayoutCase> malformed() {
        return LayoutCase.of("values.yaml").filter(each -> each.text().containsKey("code"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsTheValues(LayoutCase given) throws Exception {
        byte[] bytes = given.bytes();

        Decoded decoded = plan(given).decode(bytes, 0, bytes.length);

        decoded.value().validate();
        assertThat(ValueText.of(decoded.value())).isEqualTo(ValueText.expected(given.value("value")));
        assertThat(decoded.used()).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsTheValuesInTheMiddleOfOtherBytes(LayoutCase given) throws Exception {
        byte[] bytes = given.bytes();
        byte[] around = new byte[bytes.length + 20];
        Arrays.fill(around, (byte) 0x5A);
        System.arraycopy(bytes, 0, around, 7, bytes.length);

        Decoded decoded = plan(given).decode(around, 7, 7 + bytes.length);

        assertThat(ValueText.of(decoded.value())).isEqualTo(ValueText.expected(given.value("value")));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesTheRecord(LayoutCase given) {
        byte[] bytes = given.bytes();

        CorruptField corrupt =
                catchThrowableOfType(CorruptField.class, () -> plan(given).decode(bytes, 0, bytes.length));

        assertThat(corrupt).isNotNull();
        assertThat(corrupt.code()).isEqualTo(given.value("code"));
        assertThat(corrupt.path()).isNotEmpty();
        assertThat(corrupt.offset()).isBetween(0, bytes.length);
    }

    private static RecordPlan plan(LayoutCase given) throws LayoutFaults {
        BinaryLayout layout = BinaryLayout.parse(given.layout());
        return RecordPlan.compile(layout.records().get(0), PlanOptions.DEFAULT);
    }
}
