package dev.millrace.feed.edi;

import dev.millrace.kit.Problems;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The options of the format, for everybody and for each trading partner. Not thread-safe. */
final class EdiTerms {

    private final EdiSettings settings;
    private final AcknowledgementOptions answers;
    private final Partners partners;
    private final Map<String, PartnerTerms> known = new HashMap<>();
    private @Nullable PartnerTerms standard;

    private EdiTerms(EdiSettings settings, AcknowledgementOptions answers, Partners partners) {
        this.settings = settings;
        this.answers = answers;
        this.partners = partners;
    }

    /**
     * Reads the options, and the file of the partners where one is named.
     *
     * @throws dev.millrace.kit.ConnectorFailure MISCONFIGURED when the file can't be read or has mistakes
     */
    static EdiTerms of(AbstractConfig config) {
        return new EdiTerms(
                EdiSettings.from(config),
                AcknowledgementOptions.from(config),
                PartnerSettings.from(config).load());
    }

    /** Reports schemas of partners that can't be read; the file itself has no mistakes. */
    static void validate(AbstractConfig config, Problems problems) {
        try {
            EdiTerms terms = of(config);
            for (Partner partner : terms.partners.partners()) {
                PartnerTerms unused = terms.standard().with(partner);
            }
            boolean schemas = terms.partners.partners().stream()
                    .anyMatch(partner -> !partner.schemas().isEmpty());
            if (schemas && terms.settings.unit() == RecordUnit.SEGMENT) {
                problems.report(PartnerSettings.PARTNERS, TransactionSchemas.WHOLE_SETS);
            }
        } catch (ConfigException wrong) {
            // What is wrong with the connector's own schemas was reported on their key.
            if (String.valueOf(wrong.getMessage()).contains(PartnerSettings.PARTNERS)) {
                problems.report(PartnerSettings.PARTNERS, String.valueOf(wrong.getMessage()));
            }
        }
    }

    EdiSettings settings() {
        return settings;
    }

    Partners partners() {
        return partners;
    }

    /** What holds outside of interchanges, and for who has no entry. */
    PartnerTerms standard() {
        if (standard == null) {
            standard = PartnerTerms.of(settings, answers);
        }
        return standard;
    }

    PartnerTerms of(Envelope interchange) {
        return partners.of(interchange)
                .map(partner ->
                        known.computeIfAbsent(partner.name(), name -> standard().with(partner)))
                .orElseGet(this::standard);
    }

    /** What holds at a step of a walk, where something else held at the one before. */
    PartnerTerms at(WalkStep step, EdiWalk walk, PartnerTerms before) {
        Unit interchange = walk.interchange();
        if (interchange == null) {
            return step == WalkStep.CLOSE_INTERCHANGE ? before : standard();
        }
        return step == WalkStep.OPEN_INTERCHANGE ? of(interchange.envelope()) : before;
    }

    /** The charset of a partner's texts; empty where its entry tells none. */
    Optional<Charset> charset(Envelope interchange) {
        return partners.of(interchange).flatMap(Partner::charset);
    }

    /** Whether anybody's units are set aside by what their end tells. */
    boolean judgesByEnds() {
        boolean strict = settings.strict()
                || partners.partners().stream()
                        .flatMap(partner -> partner.envelope().stream())
                        .anyMatch(Partner.EnvelopeChecks.STRICT::equals);
        return strict && settings.unit() != RecordUnit.INTERCHANGE;
    }

    /** Whether anybody gets acknowledgements. */
    boolean answers() {
        return Stream.concat(Stream.of(answers), partners.partners().stream().map(partner -> partner.over(answers)))
                .anyMatch(AcknowledgementOptions::wanted);
    }
}
