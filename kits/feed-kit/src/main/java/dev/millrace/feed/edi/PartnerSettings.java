package dev.millrace.feed.edi;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where the trading partners are described.
 *
 * @param file a path on the worker; empty for none
 */
record PartnerSettings(String file) {

    static final String PARTNERS = "edi.partners";
    private static final int MOST_COMPLAINTS = 10;

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Format: edi partners")
                .text(
                        PARTNERS,
                        "",
                        "A YAML or JSON file on every worker that says per trading partner what differs from the"
                                + " connector's options: checks of the envelope, acknowledgements, schemas, charset, test"
                                + " or production, and what a repeated control number means. Set it when partners"
                                + " differ; it is read anew for each file that is taken up.");
    }

    static PartnerSettings from(AbstractConfig config) {
        return new PartnerSettings(config.getString(PARTNERS).trim());
    }

    /** Reports mistakes in the file; true when there are none. */
    static boolean validate(AbstractConfig config, Problems problems) {
        List<String> complaints = from(config).reading().complaints();
        complaints.stream().limit(MOST_COMPLAINTS).forEach(sentence -> problems.report(PARTNERS, sentence));
        return complaints.isEmpty();
    }

    /**
     * The partners of the file.
     *
     * @throws ConnectorFailure MISCONFIGURED when the file can't be read or has mistakes
     */
    Partners load() {
        PartnerFile.Reading reading = reading();
        if (!reading.complaints().isEmpty()) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "partner-file",
                    PARTNERS + " " + reading.complaints().get(0));
        }
        return reading.partners();
    }

    private PartnerFile.Reading reading() {
        if (file.isEmpty()) {
            return new PartnerFile.Reading(Partners.NONE, List.of());
        }
        try {
            PartnerFile.Reading reading = PartnerFile.read(Path.of(file));
            return new PartnerFile.Reading(
                    reading.partners(),
                    reading.complaints().stream()
                            .map(complaint -> "names " + file + ", which has a mistake in " + complaint)
                            .toList());
        } catch (IOException | InvalidPathException e) {
            return new PartnerFile.Reading(
                    Partners.NONE,
                    List.of("names " + file + ", which can't be read as UTF-8 text; put it on every worker, readable"
                            + " for the worker's user"));
        }
    }
}
