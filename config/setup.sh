# Sourced by ./run: what every command needs, installed or made where it is missing.

# A Python that can make .venv. Debian splits off ensurepip; with uv, pip and so ensurepip are not needed.
find_python() {
    needs='sys, venv, ensurepip'
    command -v uv >/dev/null && needs='sys, venv'
    for name in python3.13 python3.12 python3.11 python3; do
        if "$name" -c "import $needs; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then
            say "$name"
            return
        fi
    done
    die "Python 3.11 or newer with venv is missing: install it with apt-get install python3 python3-venv"
}

make_venv() {
    found=$(find_python)
    say "Making .venv with $("$found" --version) …"
    rm -rf .venv
    mkdir .venv
    say $$ >.venv/installing
    if command -v uv >/dev/null; then
        take_step "$found" -m venv --without-pip .venv
    else
        take_step "$found" -m venv .venv
    fi
}

# Installs $1 unless that was done already; $1 is requirements.txt or requirements-dev.txt, which includes it.
install_packages() {
    runs=$(cksum <requirements.txt)
    tests=$(cat requirements.txt requirements-dev.txt | cksum)
    case $1 in *-dev.txt) needed=$tests ;; *) needed=$runs ;; esac
    # .venv/installing is there only while an installation runs, or after one was cut short: then start afresh.
    if [ -e .venv/installing ]; then
        if alive "$(cat .venv/installing)" run; then
            die "Another ./run is installing packages into .venv: wait for it, then try again."
        fi
        rm -rf .venv
    fi
    "$python" -c '' 2>/dev/null || make_venv
    if [ "$(cat ".venv/installed-$1" 2>/dev/null)" = "$needed" ]; then
        return
    fi
    say "Installing packages (the first time takes about a minute) …"
    say $$ >.venv/installing
    packages="-r $1"
    # A public host takes each file by its hash.
    [ "${DJANGO_DEMO:-1}" != 0 ] || packages="--require-hashes -r requirements.lock"
    # shellcheck disable=SC2086 # several words
    if command -v uv >/dev/null; then
        take_step uv pip install --quiet --python "$python" $packages
    else
        take_step "$python" -m pip install --quiet --disable-pip-version-check $packages
    fi || { rm .venv/installing; die "The packages could not be installed: see above, then run this again."; }
    say "$runs" >.venv/installed-requirements.txt
    [ "$needed" = "$runs" ] || say "$tests" >.venv/installed-requirements-dev.txt
    rm .venv/installing
}

# Packages, translations, the environment, static files; $1 is the file of packages.
prepare() {
    install_packages "$1"
    if ! { mkdir -p "$DATA_DIR/mail" && chmod 700 "$DATA_DIR/mail" && [ -w "$DATA_DIR" ]; } 2>/dev/null; then
        die "$DATA_DIR cannot be written to: choose another folder, DATA_DIR=… ./run"
    fi
    if [ ! -s "$DATA_DIR/secret_key" ]; then
        (umask 077 && "$python" -c 'import secrets; print(secrets.token_urlsafe(50))' >"$DATA_DIR/secret_key")
    fi
    SECRET_KEY=${SECRET_KEY:-$(cat "$DATA_DIR/secret_key")}
    DJANGO_DEMO=${DJANGO_DEMO:-1}
    export SECRET_KEY DJANGO_DEMO
    take_step "$python" -m config.catalogues || die "The translations were not compiled: see above."
    stamp=$DATA_DIR/static-collected
    if [ ! -e "$stamp" ] || [ -n "$(find static requirements.txt config/settings.py -newer "$stamp")" ]; then
        say "Collecting static files …"
        # Left by a run that was interrupted: some files may be incomplete.
        [ ! -e "$stamp.new" ] || rm -rf "$DATA_DIR/static"
        : >"$stamp.new"
        take_step env -u DATABASE_URL "$python" manage.py collectstatic --noinput --verbosity 0 ||
            die "The static files were not written, see above. Is there room in $DATA_DIR? Make some, or choose another folder, DATA_DIR=… ./run"
        mv "$stamp.new" "$stamp"
    fi
}
