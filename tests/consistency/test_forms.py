"""Forms list their fields: a new column must never become editable by accident (style.md)."""

import ast

from tests.consistency.tree import modules, name, syntax


def test_model_forms_list_their_fields():
    faults = []
    for path in modules():
        for node in ast.walk(syntax(path)):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            target = node.targets[0].id
            if target == "exclude":
                faults.append(f"{name(path)}:{node.lineno} excludes fields instead of listing them")
            if target == "fields" and isinstance(node.value, ast.Constant) and node.value.value == "__all__":
                faults.append(f"{name(path)}:{node.lineno} takes all fields")
    assert faults == []


def test_factories_list_their_fields():
    makers = {"modelform_factory", "modelformset_factory", "inlineformset_factory"}
    faults = []
    for path in modules():
        for node in ast.walk(syntax(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) in makers
            ):
                given = {keyword.arg for keyword in node.keywords}
                if "exclude" in given or not given & {"fields", "form"}:
                    faults.append(f"{name(path)}:{node.lineno} makes a form without a list of fields")
    assert faults == []
