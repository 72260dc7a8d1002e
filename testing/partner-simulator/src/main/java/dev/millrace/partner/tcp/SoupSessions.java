package dev.millrace.partner.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sessions of a server: the last one opened is the current one. Thread-safe. */
final class SoupSessions {

    private final List<SoupStore> stores = new ArrayList<>();

    synchronized SoupStore open(String name) {
        if (name.isBlank() || name.length() > 10 || find(name).isPresent()) {
            throw new IllegalArgumentException("a session has a name of its own of 1 to 10 letters, not " + name);
        }
        SoupStore store = new SoupStore(name);
        stores.add(store);
        return store;
    }

    /** The session of that name, or the current one for a blank name; none that has ended. */
    synchronized Optional<SoupStore> find(String name) {
        return name.isBlank()
                ? current().filter(store -> !store.ended())
                : stores.stream()
                        .filter(store -> store.session().equalsIgnoreCase(name) && !store.ended())
                        .findFirst();
    }

    synchronized Optional<SoupStore> current() {
        return stores.isEmpty() ? Optional.empty() : Optional.of(stores.get(stores.size() - 1));
    }
}
