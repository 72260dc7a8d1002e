package dev.millrace.transforms.mapping;

import java.util.List;

/** A mapping document that can't be used; it tells everything that is wrong with it, each with its place. */
public final class MappingFault extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    MappingFault(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One sentence for each mistake, in the order of the document. */
    public List<String> faults() {
        return faults == null ? List.of() : faults;
    }
}
