package dev.millrace.transforms.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.contract.ContractChecker;
import dev.millrace.kit.contract.ContractOptions;
import dev.millrace.kit.contract.Contracts;
import dev.millrace.kit.contract.Violation;
import dev.millrace.transforms.ValidateContract;
import dev.millrace.transforms.predicates.ContractValid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the guide to contracts shows is true. */
final class ContractsGuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/contracts.md");
    private static final Path EXAMPLE =
            Path.of("../config-examples/contracts/orders.odcs.yaml").toAbsolutePath();
    private static final String KEEPS = "keeps to it";

    private final Yaml yaml = new Yaml();

    @Test
    void bothContractsGiveTheVerdictsThatAreShown() {
        List<ContractChecker> contracts = List.of(
                Contracts.parse(blocks("json contract").get(0), ContractOptions.STANDARD),
                Contracts.parse(read(EXAMPLE), ContractOptions.STANDARD));
        List<String> verdicts = blocks("text verdicts").get(0).lines().toList();

        assertThat(verdicts).hasSizeGreaterThan(3);
        for (String line : verdicts) {
            String[] parts = line.split(" -> ", 2);
            Object record = yaml.load(parts[0]);
            for (ContractChecker contract : contracts) {
                assertThat(text(contract.check(null, record, 10)))
                        .as("%s of %s", line, contract.id())
                        .isEqualTo(parts[1]);
            }
        }
        assertThat(contracts).allSatisfy(contract -> {
            assertThat(contract.version()).isEqualTo("1.2.0");
            assertThat(contract.classifications()).containsExactly(Map.entry("customer", "restricted"));
        });
    }

    @Test
    void everyPieceForAChainIsValid() {
        List<String> pieces = blocks("json transform");

        assertThat(pieces).hasSize(2);
        for (String piece : pieces) {
            Map<String, String> options = options(piece, "transforms.check.");
            assertValid(ValidateContractSettings.definition(), options);
            try (ValidateContract<SourceRecord> transform = new ValidateContract.Value<>()) {
                transform.configure(options);
            }
        }
    }

    @Test
    void thePieceForAPredicateIsValid() {
        Map<String, String> options = options(blocks("json predicate").get(0), "predicates.good.");

        try (ContractValid<SourceRecord> predicate = new ContractValid<>()) {
            assertValid(predicate.config(), options);
            predicate.configure(options);
        }
    }

    private static void assertValid(ConfigDef definition, Map<String, String> options) {
        assertThat(definition.configKeys().keySet()).containsAll(options.keySet());
        assertThat(definition.validate(options))
                .allSatisfy(value ->
                        assertThat(value.errorMessages()).as(value.name()).isEmpty());
    }

    private Map<String, String> options(String piece, String prefix) {
        Map<String, Object> whole = yaml.load(piece);
        Map<String, String> options = new HashMap<>();
        whole.forEach((key, value) -> {
            if (key.startsWith(prefix) && !key.equals(prefix + "type")) {
                options.put(
                        key.substring(prefix.length()),
                        value.toString().replace("/etc/millrace/orders.odcs.yaml", EXAMPLE.toString()));
            }
        });
        return options;
    }

    private static String text(List<Violation> violations) {
        return violations.isEmpty()
                ? KEEPS
                : violations.stream()
                        .map(violation -> violation.keyword() + " at " + violation.path())
                        .collect(Collectors.joining(", "));
    }

    private static List<String> blocks(String kind) {
        return Pattern.compile("```" + kind + "\\n(.*?)\\n```", Pattern.DOTALL)
                .matcher(read(GUIDE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
