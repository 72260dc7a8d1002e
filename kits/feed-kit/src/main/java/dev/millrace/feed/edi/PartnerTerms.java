package dev.millrace.feed.edi;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What holds for the interchanges of one trading partner: the connector's options, and what its entry wants otherwise.
 *
 * @param strict whether units with problems of the envelope are set aside
 * @param charset empty where the interchange tells
 * @param controlNumbers whether they are compared with earlier ones
 */
record PartnerTerms(
        boolean strict,
        EdiSettings.Validation validation,
        TransactionSchemas schemas,
        Optional<Charset> charset,
        AcknowledgementOptions answers,
        boolean controlNumbers) {

    static PartnerTerms of(EdiSettings settings, AcknowledgementOptions answers) {
        return new PartnerTerms(
                settings.strict(),
                settings.validation(),
                TransactionSchemas.load(settings),
                settings.charset(),
                answers,
                settings.controlNumbers());
    }

    PartnerTerms with(Partner partner) {
        return new PartnerTerms(
                partner.envelope().map(Partner.EnvelopeChecks.STRICT::equals).orElse(strict),
                partner.validation().orElse(validation),
                TransactionSchemas.of(partner, schemas),
                partner.charset().or(() -> charset),
                partner.over(answers),
                partner.controlNumbers()
                        .map(policy -> policy != Partner.ControlPolicy.IGNORE)
                        .orElse(controlNumbers));
    }

    /** Whether a problem of the envelope keeps its unit back. */
    boolean setsAside(EdiProblem problem) {
        return strict && problem.setsAside();
    }

    /** Whether the unit that a finding is about is set aside, and not only noted. */
    boolean rejects(Finding finding) {
        return switch (finding.problem().level()) {
            case INTERCHANGE, GROUP, TRANSACTION -> strict;
            case CONTENT -> validation == EdiSettings.Validation.REJECT;
            case RECORD -> true;
            case OUTSIDE, NOTICE -> false;
        };
    }
}
