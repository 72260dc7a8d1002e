package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.Slot;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the compiler makes of a copybook can be decoded, and the record plan counts the same offsets and lengths. */
class PlanAgreementTest {

    /** Behind a table without bounds there are no offsets. */
    static Stream<CopybookSpec> cases() {
        return CopybookSpec.all()
                .filter(spec ->
                        !spec.text("items").isEmpty() && !spec.text("items").contains("..* "));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsAlike(CopybookSpec spec) throws CopybookProblems {
        for (Item.Group record : Copybook.parse(spec.text(), spec.options()).records()) {
            List<Slot> slots = RecordPlan.compile(record, PlanOptions.DEFAULT).listing();

            assertThat(slots)
                    .extracting(slot -> name(slot) + " " + slot.offset() + "+" + slot.length())
                    .isEqualTo(Listing.of(record).stream()
                            .map(line -> (line.name().isEmpty() ? "FILLER" : line.name()) + " " + line.offset() + "+"
                                    + line.length())
                            .toList());
        }
    }

    private static String name(Slot slot) {
        return slot.path().substring(slot.path().lastIndexOf('.') + 1);
    }
}
