package dev.millrace.feed.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutFaultsTest {

    static Stream<LayoutCase> faults() {
        return LayoutCase.of("faults.yaml");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysAllThatIsWrongAndWhere(LayoutCase wrong) {
        LayoutFaults faults = catchThrowableOfType(LayoutFaults.class, () -> BinaryLayout.parse(wrong.layout()));

        assertThat(faults).isNotNull();
        assertThat(faults.faults().stream().map(LayoutFault::toString))
                .containsExactlyElementsOf(wrong.texts("faults"));
    }

    @Test
    void showsTwentyFaultsInItsMessage() {
        String fields = "{type: u9}, ".repeat(25);

        LayoutFaults faults = catchThrowableOfType(
                LayoutFaults.class, () -> BinaryLayout.parse("{name: t, record: {fields: [" + fields + "]}}"));

        assertThat(faults.faults()).hasSize(25);
        assertThat(faults).hasMessageEndingWith("; and 5 more");
    }

    @Test
    void isBoundedInItsFieldsAndTheirDepth() {
        String many = "{type: u1}, ".repeat(20_001);
        String deep = "[{name: a, fields: ".repeat(35) + "[{name: b, type: u1}]" + "}]".repeat(35);

        assertThat(catchThrowableOfType(
                        LayoutFaults.class, () -> BinaryLayout.parse("{name: t, record: {fields: [" + many + "]}}")))
                .hasMessageContaining("has more than 20000 fields; split it");
        assertThat(catchThrowableOfType(
                        LayoutFaults.class, () -> BinaryLayout.parse("{name: t, record: {fields: " + deep + "}}")))
                .hasMessageContaining("nested too deep");
    }

    @Test
    void isBoundedWhereAFieldHoldsItself() {
        String endless = "name: t\nrecord:\n  fields: &f\n    - {name: a, fields: *f}\n";

        assertThat(catchThrowableOfType(LayoutFaults.class, () -> BinaryLayout.parse(endless)))
                .isNotNull();
    }
}
