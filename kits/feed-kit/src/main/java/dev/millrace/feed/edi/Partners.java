package dev.millrace.feed.edi;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The trading partners of a connector, in the order of their file: the first that matches an interchange holds. Immutable.
 *
 * @param closed whether an interchange of nobody in the file is refused
 */
record Partners(List<Partner> partners, boolean closed) {

    /** Everybody is welcome, and gets what the connector's options say. */
    static final Partners NONE = new Partners(List.of(), false);

    Partners {
        partners = List.copyOf(partners);
    }

    Optional<Partner> of(Envelope interchange) {
        return partners.stream().filter(partner -> partner.matches(interchange)).findFirst();
    }

    /**
     * What the file says against an interchange.
     *
     * @param control what its control number is among those of its partner; empty where they are not kept
     */
    Set<Refusal> refusals(Envelope interchange, Optional<ControlVerdict> control) {
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        Optional<Partner> partner = of(interchange);
        if (partner.isEmpty()) {
            if (closed) {
                refusals.add(knowsSender(interchange) ? Refusal.UNKNOWN_RECEIVER : Refusal.UNKNOWN_SENDER);
            }
            return refusals;
        }
        if (partner.get().wrongUsage(interchange)) {
            refusals.add(Refusal.WRONG_USAGE);
        }
        if (partner.get()
                        .controlNumbers()
                        .filter(Partner.ControlPolicy.REJECT::equals)
                        .isPresent()
                && control.filter(ControlVerdict::duplicate).isPresent()) {
            refusals.add(Refusal.DUPLICATE);
        }
        return refusals;
    }

    private boolean knowsSender(Envelope interchange) {
        return partners.stream()
                .anyMatch(partner -> partner.sender().matches(interchange.sender(), interchange.senderQualifier()));
    }
}
