package dev.millrace.feed.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.feed.plan.Decoded;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.Slot;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetListingTest {

    static Stream<LayoutCase> good() {
        return LayoutCase.of("listings.yaml").filter(each -> each.text().containsKey("slots"));
    }

    static Stream<LayoutCase> wrong() {
        return LayoutCase.of("listings.yaml").filter(each -> each.text().containsKey("faults"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void putsEverythingWhereTheListingDoes(LayoutCase given) throws Exception {
        byte[] bytes = given.bytes();
        RecordPlan plan = plan(String.valueOf(given.value("csv")));

        Decoded decoded = plan.decode(bytes, 0, bytes.length);

        assertThat(plan.listing().stream().skip(1).map(OffsetListingTest::text))
                .containsExactlyElementsOf(given.texts("slots"));
        assertThat(ValueText.of(decoded.value())).isEqualTo(ValueText.expected(given.value("value")));
        assertThat(decoded.used()).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysAllThatIsWrongAndWhere(LayoutCase given) {
        LayoutFaults faults = catchThrowableOfType(
                LayoutFaults.class, () -> BinaryLayout.parseListing("t", String.valueOf(given.value("csv"))));

        assertThat(faults).isNotNull();
        assertThat(faults.faults().stream().map(LayoutFault::toString))
                .containsExactlyElementsOf(given.texts("faults"));
    }

    @Test
    void isBoundedInItsRows() {
        String rows = IntStream.rangeClosed(0, 20_000)
                .mapToObj(offset -> "FILLER," + offset + ",1,text\n")
                .collect(Collectors.joining("", "name,offset,length,type\n", ""));

        assertThat(catchThrowableOfType(LayoutFaults.class, () -> BinaryLayout.parseListing("t", rows)))
                .hasMessageContaining("has more than 20000 rows");
    }

    private static RecordPlan plan(String csv) throws LayoutFaults {
        return RecordPlan.compile(BinaryLayout.parseListing("t", csv).records().get(0), PlanOptions.DEFAULT);
    }

    private static String text(Slot slot) {
        return String.join(
                " ",
                slot.path().replaceFirst("^t\\.", ""),
                String.valueOf(slot.offset()),
                String.valueOf(slot.length()),
                String.valueOf(slot.times()),
                slot.kind());
    }
}
