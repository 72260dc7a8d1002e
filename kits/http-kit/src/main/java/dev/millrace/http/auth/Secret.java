package dev.millrace.http.auth;

import dev.millrace.http.SecretFile;

/** A secret in the form in which it is used, such as a key. For any thread. */
interface Secret<T> {

    T current();

    /** Looks for another one at once; whether there is, or was since less than a minute. */
    boolean lookNow();

    /** One that never changes. */
    static <T> Secret<T> fixed(T value) {
        return new Secret<>() {
            @Override
            public T current() {
                return value;
            }

            @Override
            public boolean lookNow() {
                return false;
            }
        };
    }

    static <T> Secret<T> of(SecretFile<T> file) {
        return new Secret<>() {
            @Override
            public T current() {
                return file.current();
            }

            @Override
            public boolean lookNow() {
                return file.lookNow();
            }
        };
    }
}
