package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.content.PgpFiles;
import dev.millrace.feed.content.PgpFiles.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each piece of configuration that the guide shows is valid on top of what it shows first. */
class GuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/file-feeds.md");
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    /** The keys that all connectors of the framework have. */
    private static final Pattern OF_THE_FRAMEWORK =
            Pattern.compile("name|connector\\.class|tasks\\.max|(key|value)\\.converter.*|topic\\.creation\\..*");

    /** Options of which one excludes the other: a piece that chooses another store or finish replaces them. */
    private static final List<String> OF_SFTP =
            List.of("sftp.host", "sftp.username", "sftp.password", "sftp.host.key.fingerprints");

    /** What stands for paths and secrets of the guide on this machine. */
    private final Map<String, String> standIns = new HashMap<>();

    @BeforeEach
    void makeStandIns(@TempDir Path folder) throws IOException {
        Person person = PgpFiles.person(PgpFiles.PASSPHRASE);
        standIns.put("${env:PGP_PRIVATE_KEY}", person.privateKey());
        standIns.put("${env:PGP_PASSPHRASE}", PgpFiles.PASSPHRASE);
        standIns.put("${env:PGP_PARTNER_KEY}", person.publicKey());
        standIns.put("/var/spool/millrace", folder.toString());
        standIns.put(
                "/etc/millrace/nacha.yaml",
                Path.of("../config-examples/layouts/nacha.yaml")
                        .toAbsolutePath()
                        .toString());
        standIns.put(
                "/etc/millrace/orders.odcs.yaml",
                Path.of("../config-examples/contracts/orders.odcs.yaml")
                        .toAbsolutePath()
                        .toString());
        standIns.put(
                "/etc/millrace/orders.cpy",
                Path.of("../config-examples/layouts/orders.cpy")
                        .toAbsolutePath()
                        .toString());
    }

    @TestFactory
    Stream<DynamicTest> everyPieceIsValid() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();
        Map<String, String> base = entries(blocks.get(0));

        assertThat(blocks).hasSizeGreaterThan(10);
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.lines()
                                .filter(line -> line.contains(":"))
                                .findFirst()
                                .orElse(block)
                                .strip(),
                        () -> checkOnTopOf(base, block)));
    }

    private void checkOnTopOf(Map<String, String> base, String block) {
        Map<String, String> piece = entries(block);
        Map<String, String> configuration = new HashMap<>(base);
        if (piece.containsKey("store")) {
            OF_SFTP.forEach(configuration::remove);
        }
        configuration.putAll(piece);
        configuration.put("validate.connection", "false");

        List<ConfigValue> values =
                new SftpSourceConnector().validate(configuration).configValues();

        assertThat(values.stream().flatMap(value -> value.errorMessages().stream()))
                .as("what is wrong")
                .isEmpty();
        Set<String> known = Set.copyOf(values.stream().map(ConfigValue::name).toList());
        assertThat(piece.keySet())
                .as("options that the connector knows")
                .allMatch(key ->
                        known.contains(key) || OF_THE_FRAMEWORK.matcher(key).matches());
    }

    private Map<String, String> entries(String block) {
        Map<String, String> entries = new HashMap<>();
        for (MatchResult entry : ENTRY.matcher(block).results().toList()) {
            String value = entry.group(2).replace("\\\\", "\\");
            entries.put(entry.group(1), standIns.getOrDefault(value, value));
        }
        return entries;
    }
}
