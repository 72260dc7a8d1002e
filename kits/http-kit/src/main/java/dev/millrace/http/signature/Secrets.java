package dev.millrace.http.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets in force at one time, with the keys made of them. For any thread. */
final class Secrets {

    private record Use(Algorithm algorithm, KeyForm form) {}

    private final List<String> texts;
    private final Map<Use, List<VerifyKey>> keys = new ConcurrentHashMap<>();

    Secrets(List<String> texts) {
        this.texts = List.copyOf(texts);
    }

    List<String> texts() {
        return texts;
    }

    /** The keys for an algorithm, numbered by their secrets; a secret that is not of that form gives none. */
    List<VerifyKey> keys(Algorithm algorithm, KeyForm form) {
        return keys.computeIfAbsent(new Use(algorithm, form), this::read);
    }

    private List<VerifyKey> read(Use use) {
        List<VerifyKey> read = new ArrayList<>();
        for (int number = 0; number < texts.size(); number++) {
            use.form.read(use.algorithm, number, texts.get(number)).ifPresent(read::add);
        }
        return List.copyOf(read);
    }

    @Override
    public String toString() {
        return texts.size() + " secrets";
    }
}
