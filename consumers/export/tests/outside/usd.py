# Opens a USD file with Pixar's own library (pip install usd-core): `usd.py FILE EXPECTED.json RATE`, [{"node", "frame", "at"}], m.
# Prints {"nodes", "worst_mm", "reach_m", "cameras", "errors"}. Exits with 3 where usd-core is not installed.
import json
import sys

try:
    from pxr import Gf, Usd, UsdGeom, UsdSkel, UsdUtils
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(3)

path, expected = sys.argv[1], json.load(open(sys.argv[2]))
stage = Usd.Stage.Open(path)
try:
    from pxr import UsdValidation

    rules = UsdValidation.ValidationContext(UsdValidation.ValidationRegistry().GetOrLoadAllValidators())
    errors = [f"{e.GetName()}: {e.GetMessage()}" for e in rules.Validate(stage)]
except ImportError:
    # Before OpenUSD 25 there was another checker.
    rules = UsdUtils.ComplianceChecker(skipARKitRootLayerCheck=True)
    rules.CheckCompliance(path)
    errors = rules.GetErrors() + rules.GetFailedChecks() + rules.GetWarnings()
for error in errors:
    print(error, file=sys.stderr)
assert UsdGeom.GetStageUpAxis(stage) == "Z" and UsdGeom.GetStageMetersPerUnit(stage) == 1
assert stage.GetTimeCodesPerSecond() == float(sys.argv[3])
cache = UsdSkel.Cache()
queries = {}
worst = 0.0
for row in expected:
    athlete, bone = row["node"].split("/", 1)
    if bone.startswith("Joints/"):
        joint = UsdGeom.Xformable(stage.GetPrimAtPath(f"/World/{athlete}/{bone}"))
        at = joint.ComputeLocalToWorldTransform(Usd.TimeCode(row["frame"])).ExtractTranslation()
        worst = max(worst, (at - Gf.Vec3d(*row["at"])).GetLength())
        continue
    if athlete not in queries:
        root = UsdSkel.Root(stage.GetPrimAtPath(f"/World/{athlete}"))
        cache.Populate(root, Usd.PrimDefaultPredicate)
        queries[athlete] = cache.GetSkelQuery(UsdSkel.Skeleton.Get(stage, f"/World/{athlete}/Skeleton"))
    query = queries[athlete]
    places = query.ComputeJointSkelTransforms(Usd.TimeCode(row["frame"]))
    at = places[list(query.GetJointOrder()).index(bone)].ExtractTranslation()
    worst = max(worst, (at - Gf.Vec3d(*row["at"])).GetLength())

# The skin, deformed as USD does it, is around its bones.
skin = 0.0
for athlete, query in queries.items():
    root = UsdSkel.Root(stage.GetPrimAtPath(f"/World/{athlete}"))
    mesh = UsdGeom.Mesh.Get(stage, f"/World/{athlete}/Body")
    target = cache.ComputeSkelBindings(root, Usd.PrimDefaultPredicate)[0].GetSkinningTargets()[0]
    for time in {r["frame"] for r in expected if r["node"].startswith(athlete + "/")}:
        bones = query.ComputeSkinningTransforms(Usd.TimeCode(time))
        points = mesh.GetPointsAttr().Get()
        assert target.ComputeSkinnedPoints(bones, points, Usd.TimeCode(time))
        hip = query.ComputeJointSkelTransforms(Usd.TimeCode(time))[0].ExtractTranslation()
        skin = max(skin, max((Gf.Vec3d(p) - hip).GetLength() for p in points))

cameras = [p for p in stage.Traverse() if p.IsA(UsdGeom.Camera)]
assert skin < 1.6, skin
print(json.dumps({"nodes": len(expected), "worst_mm": 1000 * worst, "reach_m": skin, "cameras": len(cameras), "errors": len(errors)}))
