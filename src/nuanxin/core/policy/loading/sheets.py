"""The files of a rulebook's folder, named relative to it."""

from pathlib import Path

from nuanxin.core.policy.book import Place
from nuanxin.core.policy.loading import strict_yaml
from nuanxin.core.policy.loading.faults import Faults
from nuanxin.core.policy.loading.strict_yaml import Node


class Sheets:
    """Reads a folder; a file that is missing or no text is a fault."""

    def __init__(self, folder: Path, faults: Faults) -> None:
        self.folder, self.faults = folder, faults

    def text(self, name: str) -> str | None:
        """Return a file's text."""
        place = Place(name, 1)
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            self.faults.add(place, "the file is missing")
        except UnicodeDecodeError as error:
            self.faults.add(place, f"the file is not UTF-8 (byte {error.start})")
        except OSError as error:
            self.faults.add(place, f"the file cannot be read: {error.strerror}")
        return None

    def table(self, name: str) -> Node | None:
        """Return the value of a YAML file."""
        text = self.text(name)
        return None if text is None else strict_yaml.read(text, name, 1, self.faults)

    def tables(self, folder: str) -> list[Node]:
        """Return the values of all YAML files of a folder, in the order of their names."""
        nodes = [self.table(name) for name in self._names(folder, ".yaml")]
        return [node for node in nodes if node is not None]

    def pages(self, folder: str) -> list[tuple[str, str]]:
        """Return name and text of all Markdown files of a folder, in the order of their names."""
        texts = [(name, self.text(name)) for name in self._names(folder, ".md")]
        return [(name, text) for name, text in texts if text is not None]

    def _names(self, folder: str, ending: str) -> list[str]:
        """Return the files of a folder; one with another ending would be passed over, so it is a fault."""
        found = []
        paths = sorted((self.folder / folder).glob("*"))
        for path in paths:
            name = f"{folder}/{path.name}"
            if path.suffix == ending and path.is_file():
                found.append(name)
            elif not path.name.startswith("."):
                self.faults.add(Place(name, 1), f"{folder}/ holds {ending} files only")
        if not found:
            self.faults.add(Place(folder, 1), f"{folder}/ has no {ending} file")
        return found
