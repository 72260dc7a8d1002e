package dev.millrace.ops.setaside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.expression.Expression;
import dev.millrace.ops.dlq.Group;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CauseFilterTest {

    @Test
    void makesOneConditionOfTheCauseAndWhatIsAskedForBeside() {
        CauseFilter filter =
                new CauseFilter(Map.of("connector", "it's \"one\""), "attempt == 0 or attempt == 1", null, null);

        assertThat(filter.condition()).hasValue("connector == 'it''s \"one\"' and (attempt == 0 or attempt == 1)");
        assertThat(holds(filter, Map.of("connector", "it's \"one\"", "attempt", 1L)))
                .isTrue();
        assertThat(holds(filter, Map.of("connector", "another", "attempt", 1L))).isFalse();
    }

    @Test
    void leadsFromAGroupToItsRecordsWhateverItsNamesAre() {
        Group group = new Group("' or 'a'=='a", "", "a&b=c", "0badcafe", "", 1, "", "", 0, 0, "");

        CauseFilter filter = CauseFilter.of(group);

        assertThat(filter.query())
                .isEqualTo("connector=%27+or+%27a%27%3D%3D%27a&stage=&exception=a%26b%3Dc&fingerprint=0badcafe"
                        + "&origin.topic=");
        assertThat(holds(
                        filter,
                        Map.of(
                                "connector",
                                "' or 'a'=='a",
                                "stage",
                                "",
                                "exception",
                                "a&b=c",
                                "fingerprint",
                                "0badcafe")))
                .isTrue();
        assertThat(holds(
                        filter, Map.of("connector", "a", "stage", "", "exception", "a&b=c", "fingerprint", "0badcafe")))
                .isFalse();
    }

    private static boolean holds(CauseFilter filter, Map<String, Object> cause) {
        return Expression.parse(filter.condition().orElseThrow()).test(null, cause);
    }
}
