package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.copybook.Copybook;
import dev.millrace.feed.copybook.CopybookOptions;
import dev.millrace.testkit.Fixtures;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A claim of another project, with every offset, length and value told. */
class ClaimFixtureTest {

    @Test
    void readsEveryFieldOfTheClaim() throws Exception {
        Path folder = Fixtures.folder("cobol-dfdl");
        String copybook = Files.readString(folder.resolve("copybook.cob"));
        byte[] bytes = Files.readAllBytes(folder.resolve("record.bin"));
        Map<String, Object> facts =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(folder.resolve("case.json")));
        RecordPlan plan = RecordPlan.compile(
                Copybook.parse(copybook, CopybookOptions.DEFAULT).records().get(0), PlanOptions.DEFAULT);

        Decoded decoded = plan.decode(bytes, 0, bytes.length);

        List<?> fields = (List<?>) Objects.requireNonNull(facts.get("fields"));
        assertThat(plan.listing()).hasSize(fields.size() + 1);
        assertThat(decoded.used()).isEqualTo(facts.get("recordLength"));
        for (int i = 0; i < fields.size(); i++) {
            Map<?, ?> field = (Map<?, ?>) fields.get(i);
            Slot slot = plan.listing().get(i + 1);
            assertThat(slot.path()).isEqualTo("CLAIM-RECORD." + field.get("field"));
            assertThat(slot.offset()).isEqualTo(field.get("offset"));
            assertThat(slot.length()).isEqualTo(field.get("length"));
            check(decoded.value(), field);
        }
    }

    private static void check(Struct claim, Map<?, ?> field) {
        Object value = claim.get(String.valueOf(field.get("field")).replace('-', '_'));
        String expected = String.valueOf(field.get("value"));
        if (value instanceof Number number) {
            assertThat(new BigDecimal(number.toString())).isEqualByComparingTo(expected);
        } else {
            assertThat(value).isEqualTo(expected.stripTrailing());
        }
    }
}
