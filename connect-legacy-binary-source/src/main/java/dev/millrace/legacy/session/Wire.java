package dev.millrace.legacy.session;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** A message that is sent: alternatives, of which the first whose conditions hold is taken. Immutable, for any thread. */
public final class Wire {

    /** One of the alternatives; parts without any bytes mean that nothing is sent. */
    record Alternative(List<Condition> when, List<WirePart> parts) {
        Alternative {
            when = List.copyOf(when);
            parts = List.copyOf(parts);
        }

        private boolean fits(Filling filling) {
            Message answered = filling.answered();
            return when.isEmpty() || (answered != null && when.stream().allMatch(one -> one.holds(answered)));
        }
    }

    private final List<Alternative> alternatives;

    Wire(List<Alternative> alternatives) {
        this.alternatives = List.copyOf(alternatives);
    }

    /** The message; empty where none of the alternatives fits, or the one that does is filled to nothing. */
    Optional<byte[]> message(Filling filling) {
        return chosen(filling)
                .map(one -> {
                    ByteArrayOutputStream message = new ByteArrayOutputStream();
                    one.parts().forEach(part -> message.writeBytes(part.bytes(filling)));
                    return message.toByteArray();
                })
                .filter(message -> message.length > 0);
    }

    /** Whether nothing is to be sent, because somebody wrote so. */
    boolean isSilent(Filling filling) {
        return chosen(filling).filter(one -> one.parts().isEmpty()).isPresent();
    }

    private Optional<Alternative> chosen(Filling filling) {
        return alternatives.stream().filter(one -> one.fits(filling)).findFirst();
    }
}
