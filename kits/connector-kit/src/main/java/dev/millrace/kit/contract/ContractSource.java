package dev.millrace.kit.contract;

import dev.millrace.kit.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where a configuration has its contract: as text, or in a file on the worker. It is read once, when a task is configured, so
 * that one run of a task keeps to one contract.
 *
 * @param keys what the options are called
 * @param text the contract itself
 * @param file a file that holds it
 * @param schemaName which object of an Open Data Contract is meant
 * @param nulls what a null in a record is
 */
public record ContractSource(
        Keys keys,
        Optional<String> text,
        Optional<String> file,
        Optional<String> schemaName,
        ContractOptions.Nulls nulls) {

    /** The names of the options; the one of a text may be empty. */
    public record Keys(String text, String file, String schemaName) {}

    public ContractSource {
        text = filled(text);
        file = filled(file);
        schemaName = filled(schemaName);
    }

    /** Whether there is a contract. */
    public boolean isGiven() {
        return text.isPresent() || file.isPresent();
    }

    /** Reports what is wrong with the contract, each on the option that a person must change. */
    public void validate(Problems problems) {
        if (text.isPresent() && file.isPresent()) {
            problems.report(keys.file, "can't be given beside " + keys.text + ": keep one of the two");
        } else if (!isGiven()) {
            schemaName.ifPresent(name ->
                    problems.report(keys.schemaName, "chooses from a contract, but there is none: set " + keys.file));
        } else {
            content(problems).ifPresent(content -> validate(content, problems));
        }
    }

    private void validate(String content, Problems problems) {
        try {
            List<String> names = Contracts.schemaNames(content);
            if (schemaName.isPresent() && !names.contains(schemaName.get())) {
                problems.report(
                        keys.schemaName,
                        names.isEmpty()
                                ? "chooses from an Open Data Contract only, and the contract is a JSON Schema: remove it"
                                : "is no schema object of the contract: choose one of " + String.join(", ", names));
                return;
            }
            if (schemaName.isEmpty() && names.size() > 1 && Contracts.needsName(content)) {
                problems.report(
                        keys.schemaName,
                        "must choose what records are, for the contract describes several: one of "
                                + String.join(", ", names));
                return;
            }
            ContractChecker unused = Contracts.parse(content, options());
        } catch (IllegalArgumentException wrong) {
            problems.report(key(), String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * Reads the contract.
     *
     * @throws ConfigException when something is wrong with it, beginning with the name of the option
     */
    public ContractChecker load() {
        validate((key, sentence) -> {
            throw new ConfigException(key + " " + sentence);
        });
        String content = content((key, sentence) -> {
                    throw new ConfigException(key + " " + sentence);
                })
                .orElseThrow(() -> new IllegalStateException("there is no contract"));
        return Contracts.parse(content, options());
    }

    private ContractOptions options() {
        return new ContractOptions(schemaName, nulls, true);
    }

    private String key() {
        return text.isPresent() ? keys.text : keys.file;
    }

    private Optional<String> content(Problems problems) {
        if (text.isPresent() || file.isEmpty()) {
            return text;
        }
        try {
            Path path = Path.of(file.get());
            if (Files.isRegularFile(path) && Files.size(path) > 4L * ContractText.CHARACTERS) {
                problems.report(keys.file, "is too large for a contract: " + Files.size(path) + " bytes");
                return Optional.empty();
            }
            return Optional.of(Files.readString(path));
        } catch (CharacterCodingException wrong) {
            problems.report(keys.file, "is not UTF-8 text");
        } catch (InvalidPathException | IOException unreadable) {
            problems.report(
                    keys.file,
                    "can't be read on this worker: name a file that every worker has, from the root of its file system"
                            + " on");
        }
        return Optional.empty();
    }

    private static Optional<String> filled(Optional<String> value) {
        return value.map(String::trim).filter(given -> !given.isEmpty());
    }
}
